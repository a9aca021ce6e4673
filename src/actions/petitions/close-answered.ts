import { sql } from 'kysely';
import type { App } from '../app.ts';
import { inTransaction } from '../../store/database.ts';
import { closeAnsweredPetition } from './close-petition.ts';
import { eachPetition, type BatchReport } from './each-petition.ts';

/**
 * Closes the replied petitions whose days to contest have passed, oldest first, each in its own transaction.
 * Call again while it did as many as `limit`.
 */
export async function closeAnswered(app: App, { limit = 200 } = {}): Promise<BatchReport> {
  const ids = await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const due = await sql<{ id: string }>`
      select p.id from petitions p join authorities a on a.id = p.current_authority_id
      where p.stage = 'replied' and p.closes_on < (${app.now()}::timestamptz at time zone a.time_zone)::date
      order by p.closes_on, p.id limit ${limit}`.execute(tx);
    return due.rows.map(({ id }) => id);
  });
  return eachPetition(app, ids, closeAnsweredPetition);
}
