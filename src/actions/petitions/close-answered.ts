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
 * Closes the replied petitions whose days to contest have passed, oldest first, each in its own transaction; one that is
 * refused does not stand in the way of the others.
 */
export async function closeAnswered(app: App, { at_a_time = 200 } = {}): Promise<BatchReport> {
  const report = { done: 0, refused: [] as BatchReport['refused'][number][] };
  let after: Due | null = null;
  for (;;) {
    app.stopping?.throwIfAborted();
    const due: Due[] = await dueToClose(app, { after, at_a_time });
    const closed = await eachPetition(
      app,
      due.map(({ id }) => id),
      closeAnsweredPetition,
    );
    report.done += closed.done;
    report.refused.push(...closed.refused);
    after = due.at(-1) ?? null;
    if (due.length < at_a_time) return report;
  }
}

interface Due {
  readonly id: string;
  readonly closes_on: string;
}

function dueToClose(app: App, { after, at_a_time }: { after: Due | null; at_a_time: number }) {
  return inTransaction(app.database, { kind: 'system' }, async (tx) => {
    // The day is already over where it begins first: what cannot be due anywhere is not even read.
    const due = await sql<Due>`
      select p.id, p.closes_on from petitions p join authorities a on a.id = p.current_authority_id
      where p.stage = 'replied' and p.closes_on < (${app.now()}::timestamptz at time zone 'Pacific/Kiritimati')::date
        and p.closes_on < (${app.now()}::timestamptz at time zone a.time_zone)::date
        and (${after?.id ?? null}::uuid is null or (p.closes_on, p.id) > (${after?.closes_on ?? null}::date, ${after?.id ?? null}::uuid))
      order by p.closes_on, p.id limit ${at_a_time}`.execute(tx);
    return [...due.rows];
  });
}
