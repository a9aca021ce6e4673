import { sql } from 'kysely';
import { missClock } from '../../core/deadlines/clock-moves.ts';
import { event, type PetitionEvent } from '../../core/petitions/events.ts';
import type { LedgerLine } from '../../core/petitions/clock-effects.ts';
import { clockOf } from '../../store/clocks.ts';
import { inTransaction } from '../../store/database.ts';
import type { App } from '../app.ts';
import { eachPetition, type BatchReport } from './each-petition.ts';
import { petitionAction } from './petition-action.ts';

/** Writes down that a deadline went by; the duty stands and the clock goes on being owed. */
export const markMissedPetition = petitionAction({
  name: 'mark-missed-petition',
  action: 'mark_missed',
  async run({ petition, now, calendar }) {
    const events: PetitionEvent[] = [];
    const lines: LedgerLine[] = [];
    for (const [clock, entries] of petition.ledger) {
      const entry = entries.length === 0 ? null : missClock(entries, { at: now, calendar });
      if (entry === null) continue;
      lines.push({ clock, entry });
      const due_at = clockOf(petition.ledger, clock)!.due_at!;
      events.push(event('clock_missed', 'staff', { clock, due_at }));
    }
    return { events, lines };
  },
});

/** Marks the clocks that went by since the last time, each petition in its own transaction. */
export async function markMissed(app: App, { limit = 500 } = {}): Promise<BatchReport> {
  const now = app.now();
  const overdue = (clock: string, column: string) => sql`(${sql.ref(column)} < ${now}::timestamptz and (
    select e.type from clock_entries e where e.petition_id = p.id and e.clock = ${clock}
    order by e.seq desc limit 1) <> 'missed')`;
  const ids = await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    const found = await sql<{ id: string }>`
      select p.id from petitions p where p.stage <> 'closed' and
        (p.due_at < ${now}::timestamptz or p.citizen_due_at < ${now}::timestamptz) and (
          ${overdue('accept', 'p.accept_due_at')} or ${overdue('reply', 'p.reply_due_at')}
          or ${overdue('resolve', 'p.resolve_due_at')} or ${overdue('completion', 'p.citizen_due_at')})
      order by p.due_at, p.id limit ${limit}`.execute(tx);
    return found.rows.map(({ id }) => id);
  });
  return eachPetition(app, ids, markMissedPetition);
}
