import { z } from 'zod';
import { nextTicket } from '../../core/turns/next-ticket.ts';
import { attends, isPresent, linesOf } from '../../core/turns/office.ts';
import { lockLine, recentCalls, setTicket, tellOfTicket, waitingIn } from '../../store/tickets.ts';
import type { Tx } from '../../store/database.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAttending, counterOf, officePlace } from './office-place.ts';

/**
 * Calls who has the turn at a counter. The line is locked, so that two counters never call the same number and the fair
 * rule holds over all of them; a number that is held when the office closes is called all the same.
 * @throws Refused `not_found`, `counter_busy` while somebody is called or attended there, `nobody_waits`, `invalid_input`
 */
export const callNext = defineAction({
  name: 'call-next',
  permission: 'interactions.record',
  input: z.object({ office_id: z.uuid(), counter_code: z.string().min(1).max(60) }),
  async run({ tx, actor, input, now }): Promise<{ ticket_id: string }> {
    const { office, day } = await officePlace(tx, { id: input.office_id }, now);
    const { user_id } = askAttending(actor, office);
    const counter = counterOf(office, input.counter_code);
    const line = { office_id: office.id, on_day: day.today };
    await lockLine(tx, line);
    await askFree(tx, line.office_id, counter.code);
    const { settings } = office;
    const lines = linesOf(settings, counter);
    const waiting = (await waitingIn(tx, line)).filter(
      (one) => isPresent(settings, one) && attends(settings, counter, one),
    );
    const recent = await recentCalls(tx, { ...line, lines });
    const next = nextTicket(waiting, { now, recent, in_a_row: settings.in_a_row });
    if (next === null) throw new Refused('nobody_waits');
    const called = { state: 'called', counter_code: counter.code, user_id, called_at: now } as const;
    const { first_called_at } = await tx
      .selectFrom('tickets')
      .select('first_called_at')
      .where('id', '=', next.id)
      .executeTakeFirstOrThrow();
    await setTicket(tx, next.id, { ...called, first_called_at: first_called_at ?? now, calls: 1 });
    await tellOfTicket(tx, {
      ...{ ticket_id: next.id, at: now, type: 'call' },
      ...{ counter_code: counter.code, user_id },
    });
    return { ticket_id: next.id };
  },
});

/** One person at a time. @throws Refused('counter_busy') */
export async function askFree(tx: Tx, office_id: string, counter_code: string): Promise<void> {
  const there = await tx
    .selectFrom('tickets')
    .select('id')
    .where('office_id', '=', office_id)
    .where('counter_code', '=', counter_code)
    .where('state', 'in', ['called', 'serving'])
    .executeTakeFirst();
  if (there !== undefined) throw new Refused('counter_busy');
}
