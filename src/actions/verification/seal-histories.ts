import { sql } from 'kysely';
import { z } from 'zod';
import { sealRoot } from '../../queries/verification/seal-root.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction } from '../action.ts';

const mostAtOnce = 5_000;
/** Any constant will do: of several processes one seals, the others find that it does. */
const sealingLock = 4_871_227;

interface NewHead {
  readonly id: string;
  readonly hash: Buffer;
  readonly authority_id: string;
}

/**
 * Seals the events that no seal covers yet, one Merkle root for each filing authority. Filings do not wait for it and
 * not for each other: each event has its own hash chain, this only ties the chains together afterwards. An event that
 * committed late is found by a later round; `whole` looks at all of them, once a day.
 */
export const sealHistories = defineAction({
  name: 'seal-histories',
  permission: 'system',
  input: z.object({ whole: z.boolean().default(false) }),
  async run({ tx, now, input }): Promise<{ sealed: number; more: boolean }> {
    const lock = await sql<{
      free: boolean;
    }>`select pg_try_advisory_xact_lock(${sealingLock}) as free`.execute(tx);
    if (lock.rows[0]?.free !== true) return { sealed: 0, more: false };
    const heads = await unsealed(tx, input.whole ? null : await justBeforeNewest(tx));
    const byAuthority = Map.groupBy(heads, ({ authority_id }) => authority_id);
    for (const [authority_id, own] of byAuthority) await sealOne(tx, { authority_id, own, now });
    return { sealed: heads.length, more: heads.length === mostAtOnce };
  },
});

/** Ids begin with their millisecond (UUIDv7), so an id can say «five minutes before». */
async function justBeforeNewest(tx: Tx): Promise<string | null> {
  const newest = await tx
    .selectFrom('sealed_events')
    .select('event_id')
    .orderBy('event_id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!newest) return null;
  const at = parseInt(newest.event_id.replaceAll('-', '').slice(0, 12), 16) - 300_000;
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

async function unsealed(tx: Tx, after: string | null): Promise<NewHead[]> {
  let events = tx
    .selectFrom('petition_events as e')
    .innerJoin('petitions as p', 'p.id', 'e.petition_id')
    .select(['e.id', 'e.hash', 'p.filing_authority_id as authority_id'])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom('sealed_events as s').whereRef('s.event_id', '=', 'e.id').select('s.event_id'),
        ),
      ),
    )
    .orderBy('e.id')
    .limit(mostAtOnce);
  if (after !== null) events = events.where('e.id', '>', after);
  return events.execute();
}

async function sealOne(
  tx: Tx,
  { authority_id, own, now }: { authority_id: string; own: readonly NewHead[]; now: string },
): Promise<void> {
  const last = await tx
    .selectFrom('seals')
    .select(['seq', 'root'])
    .where('authority_id', '=', authority_id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const seq = (last?.seq ?? 0) + 1;
  const previous_root = last?.root ?? null;
  const root = sealRoot({ authority_id, seq, previous_root, hashes: own.map(({ hash }) => hash) });
  await tx
    .insertInto('seals')
    .values({
      ...{ authority_id, seq, at: now, heads: own.length, previous_root, root },
      ...{ first_event_id: own[0]!.id, last_event_id: own.at(-1)!.id },
    })
    .execute();
  const event_ids = own.map(({ id }) => id);
  await sql`insert into sealed_events (event_id, authority_id, seal_seq)
    select id, ${authority_id}::uuid, ${seq}::integer from unnest(${sql.val(event_ids)}::uuid[]) as ids (id)`.execute(
    tx,
  );
}
