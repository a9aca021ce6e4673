import { reading, type Database } from '../../../store/database.ts';

/**
 * The folio that a token stands for: null in it while it is not ready, null altogether for an unknown token.
 * The token is a secret of the sender, so it opens a private petition's folio too (and nothing else of it).
 */
export async function requestOfToken(
  database: Database,
  { token, city_id, now }: { token: string; city_id: string; now: string },
): Promise<{ folio: string | null } | null> {
  const row = await reading(database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('open311_tokens as t')
      .innerJoin('petitions as p', 'p.id', 't.petition_id')
      .select(['p.folio', 't.ready_at'])
      .where('t.token', '=', token)
      .where('t.city_id', '=', city_id)
      .executeTakeFirst(),
  );
  return row ? { folio: row.ready_at <= now ? row.folio : null } : null;
}
