import { sql } from 'kysely';
import { z } from 'zod';
import { compareInstants, localDateOf } from '../../core/deadlines/plain-date.ts';
import { arrive, missedFrom } from '../../core/turns/arrival.ts';
import { keepsHour } from '../../core/turns/office-day.ts';
import { hoursOf, shownNumber } from '../../core/turns/office.ts';
import { moveTicket } from '../../core/turns/ticket.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { forgetTicketAddress } from '../../store/ticket-addresses.ts';
import {
  arrivalCode,
  lockTicket,
  readOffice,
  setTicket,
  type Office,
  type TicketRow,
} from '../../store/tickets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { tellMove, type TicketDone } from './move-ticket.ts';
import { askAttending, officePlace } from './office-place.ts';

/** Puts who has come in the order; who said it before is told nothing else. @throws Refused as core refuses */
async function arrived(
  context: ActionContext<unknown>,
  { ticket, office, today }: { ticket: TicketRow; office: Office; today: string },
): Promise<TicketDone> {
  const { now } = context;
  if (ticket.arrived_at !== null && ticket.state === 'waiting') return { ticket_id: ticket.id };
  orRefuse(arrive(ticket, { now, today, rules: office.settings.appointments }));
  await setTicket(context.tx, ticket.id, { arrived_at: now });
  return tellMove(context, { ticket, move: 'arrive' });
}

/**
 * Who has an appointment says at the kiosk that they came, with the six digits of their page, their message or their
 * calendar.
 * @throws Refused `not_found` for digits that no appointment of today has, `appointment_missed`
 */
export const arriveWithCode = defineAction({
  name: 'arrive-with-code',
  permission: 'public',
  database_actor: () => ({ kind: 'system' }),
  input: z.object({
    city_id: z.uuid(),
    office_code: z.string().max(80),
    code: z
      .string()
      .max(40)
      .transform((typed) => typed.replaceAll(/\D/g, ''))
      .pipe(z.string().length(6, 'code_wrong')),
  }),
  async run(context): Promise<TicketDone & { shown: string }> {
    const { tx, app, input, now } = context;
    const { office, day } = await officePlace(tx, { city_id: input.city_id, code: input.office_code }, now);
    const booked = await tx
      .selectFrom('tickets')
      .select(['id', 'prefix', 'number'])
      .where('office_id', '=', office.id)
      .where('on_day', '=', day.today)
      .where('source', '=', 'appointment')
      .where('state', 'in', ['waiting', 'no_show'])
      .execute();
    const meant = booked.filter(({ id }) => arrivalCode(app.keys, id) === input.code);
    // Of two with the same digits it is not known which: the counter asks them.
    const ticket = meant.length === 1 ? await lockTicket(tx, { id: meant[0]!.id }) : null;
    if (ticket === null) throw new Refused('not_found');
    const done = await arrived(context, { ticket, office, today: day.today });
    return { ...done, shown: shownNumber(meant[0]!) };
  },
});

/**
 * Who has an appointment said at a counter that they came.
 * @throws Refused `not_found`, `ticket_not_in_this_state`, `appointment_missed`, `appointment_not_today`
 */
export const arriveTicket = defineAction({
  name: 'arrive-ticket',
  permission: 'interactions.record',
  input: z.object({ ticket_id: z.uuid() }),
  async run(context): Promise<TicketDone> {
    const { tx, actor, input, now } = context;
    const ticket = await lockTicket(tx, { id: input.ticket_id });
    const office = ticket === null ? null : await readOffice(tx, { id: ticket.office_id });
    if (ticket === null || office === null) throw new Refused('not_found');
    askAttending(actor, office);
    const city = (await cityConfiguration(tx, office.city_id))!;
    const today = localDateOf(now, hoursOf(office, city).calendar.time_zone);
    return arrived(context, { ticket, office, today });
  },
});

/**
 * Who has not come to an appointment within the minutes that the office waits has lost the place.
 * @returns how many
 */
export const missAppointments = defineAction({
  name: 'miss-appointments',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(500) }),
  async run(context): Promise<{ missed: number }> {
    const { tx, input, now } = context;
    const late = await tx
      .selectFrom('tickets as t')
      .innerJoin('offices as o', 'o.id', 't.office_id')
      .select(['t.id', 't.office_id', 't.appointment_at'])
      .where('t.state', '=', 'waiting')
      .where('t.source', '=', 'appointment')
      .where('t.arrived_at', 'is', null)
      .where('t.appointment_at', '<', now)
      .where(sql<boolean>`(o.settings -> 'appointments' ->> 'check_in')::boolean`)
      .orderBy('t.on_day')
      .orderBy('t.office_id')
      .limit(input.at_most)
      .execute();
    let missed = 0;
    for (const one of late) {
      const office = (await readOffice(tx, { id: one.office_id }))!;
      if (compareInstants(now, missedFrom(one.appointment_at!, office.settings.appointments)) <= 0) continue;
      // Nobody misses what the office itself did not keep; it ends with the day.
      const city = (await cityConfiguration(tx, office.city_id))!;
      if (!keepsHour(office, city, one.appointment_at!)) continue;
      if (await miss(context, one.id)) missed += 1;
    }
    return { missed };
  },
});

/** Whoever came, was called or cancelled in the meantime stays as they are. */
async function miss(context: ActionContext<unknown>, id: string): Promise<boolean> {
  const { tx, now } = context;
  const ticket = (await lockTicket(tx, { id }))!;
  const moved = moveTicket(ticket.state, 'miss');
  if (!moved.accepted || ticket.arrived_at !== null) return false;
  await setTicket(tx, id, { state: moved.value, ended_at: now });
  await forgetTicketAddress(tx, id);
  await tellMove(context, { ticket, move: 'miss' });
  return true;
}
