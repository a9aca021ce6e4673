import { sql } from 'kysely';
import type { App } from '../app.ts';
import { inTransaction } from '../../store/database.ts';
import { Refused } from '../refused.ts';
import { closePetition } from './close-petition.ts';
import { eachPetition, type BatchReport } from './each-petition.ts';
import { petitionAction } from './petition-action.ts';

/** The days after the reply have passed and nobody contested it. */
export const closeAnsweredPetition = petitionAction({
  name: 'close-answered-petition',
  action: 'close_after_days',
  async run(context) {
    const { closes_on } = context.petition.state;
    if (closes_on === null || context.today <= closes_on) throw new Refused('closing_days_not_over');
    return closePetition(context, 'days_passed', []);
  },
});

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
