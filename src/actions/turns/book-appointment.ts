import { z } from 'zod';
import { slotsFrom } from '../../core/turns/office-day.ts';
import { compareInstants } from '../../core/deadlines/plain-date.ts';
import { appointmentPrefix, hoursOf } from '../../core/turns/office.ts';
import { addTicket, lockLine, lockTicket, setTicket } from '../../store/tickets.ts';
import type { Tx } from '../../store/database.ts';
import { moveTicket } from '../../core/turns/ticket.ts';
import { defineAction } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { tellMove, type TicketDone } from './move-ticket.ts';
import { lineOf, officePlace } from './office-place.ts';
import { askPriority, type TicketTaken } from './take-ticket.ts';

/**
 * Books an hour at an office, without an account. Of several who ask for the last place of an hour one gets it.
 * @throws Refused `not_found`, `place_taken` for an hour that is full, over or not offered, `invalid_input`
 */
export const bookAppointment = defineAction({
  name: 'book-appointment',
  permission: 'public',
  database_actor: () => ({ kind: 'system' }),
  input: z.object({
    city_id: z.uuid(),
    office_code: z.string().max(80),
    line_code: z.string().min(1).max(60),
    at: z.iso.datetime(),
    priority_code: z.string().max(60).nullable().default(null),
  }),
  async run({ tx, app, input, now }): Promise<TicketTaken> {
    const { office, city } = await officePlace(tx, { city_id: input.city_id, code: input.office_code }, now);
    const { line_code, priority_code } = input;
    lineOf(office, line_code);
    askPriority(office, priority_code);
    const { appointments } = office.settings;
    const slot = slotsFrom({ ...hoursOf(office, city), now }, appointments).find(
      ({ at }) => compareInstants(at, input.at) === 0,
    );
    if (slot === undefined) throw new Refused('place_taken');
    await lockLine(tx, { office_id: office.id, on_day: slot.on });
    const place = await freePlace(tx, { office_id: office.id, at: slot.at, places: appointments.places });
    if (place === null) throw new Refused('place_taken');
    const ticket = {
      ...({ line_code, priority_code, prefix: appointmentPrefix, source: 'appointment', at: now } as const),
      ...{ on_day: slot.on, appointment_at: slot.at, place },
    };
    return { ...(await addTicket(tx, app.keys, { office, ticket })), prefix: appointmentPrefix };
  },
});

/** The first place of an hour that nobody has; null where all are taken. */
async function freePlace(
  tx: Tx,
  { office_id, at, places }: { office_id: string; at: string; places: number },
): Promise<number | null> {
  const rows = await tx
    .selectFrom('tickets')
    .select('place')
    .where('office_id', '=', office_id)
    .where('appointment_at', '=', at)
    .where('place', 'is not', null)
    .where('state', '<>', 'left')
    .execute();
  const taken = new Set(rows.map((row) => row.place));
  for (let place = 1; place <= places; place += 1) if (!taken.has(place)) return place;
  return null;
}

/**
 * Whoever holds a number gives it back: an appointment leaves its place to somebody else.
 * @throws Refused `not_found`, `ticket_not_in_this_state` once it was called or is over
 */
export const leaveTicket = defineAction({
  name: 'leave-ticket',
  permission: 'public',
  database_actor: () => ({ kind: 'system' }),
  input: z.object({ city_id: z.uuid(), token: z.string().max(100) }),
  async run(context): Promise<TicketDone> {
    const { tx, input, now } = context;
    const ticket = await lockTicket(tx, input);
    if (ticket === null) throw new Refused('not_found');
    const state = orRefuse(moveTicket(ticket.state, 'leave'));
    await setTicket(tx, ticket.id, { state, ended_at: now });
    return tellMove(context, { ticket, move: 'leave' });
  },
});
