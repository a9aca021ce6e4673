import { z } from 'zod';
import { moveTicket } from '../../core/turns/ticket.ts';
import { forgetTicketAddress, remindNoMore } from '../../store/ticket-addresses.ts';
import { lockTicket, readOffice, setTicket, type TicketRow } from '../../store/tickets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { writeOfAppointment } from './appointment-message.ts';
import { endAttention } from './end-attention.ts';
import { tellMove, type TicketDone } from './move-ticket.ts';
import { attendingInCity } from './office-place.ts';
import { readAppointment } from './read-appointment.ts';

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
    const { tx, input } = context;
    const ticket = await lockTicket(tx, input);
    if (ticket === null) throw new Refused('not_found');
    const done = await giveBack(context, ticket);
    await forgetTicketAddress(tx, ticket.id);
    return done;
  },
});

/**
 * Staff cancels an appointment or a number for who calls or stands at the desk and says so, at any office of the city, as
 * they book there. Who left an address is written that it was cancelled, since it may have been somebody else who asked;
 * the address goes the day after, as every other.
 * @throws Refused `sign_in_needed`, `not_found`, `ticket_not_in_this_state` once it was called or is over
 */
export const cancelForPerson = defineAction({
  name: 'cancel-for-person',
  permission: 'interactions.record',
  // The office may be of another authority of the city, whose line this changes.
  database_actor: () => ({ kind: 'system' }),
  input: z.object({ ticket_id: z.uuid() }),
  async run(context): Promise<TicketDone> {
    const { tx, actor, input } = context;
    const ticket = await lockTicket(tx, { id: input.ticket_id });
    const office = ticket === null ? null : await readOffice(tx, { id: ticket.office_id });
    if (ticket === null || office === null) throw new Refused('not_found');
    attendingInCity(actor, office);
    const done = await giveBack(context, ticket);
    // Also of one that had been called and set aside.
    const appointment = await readAppointment(tx, ticket.id, ['left']);
    if (appointment === null) await forgetTicketAddress(tx, ticket.id);
    else await tellCancelled(context, appointment);
    return done;
  },
});

async function tellCancelled(
  context: ActionContext<unknown>,
  { office, city, ticket: appointment }: NonNullable<Awaited<ReturnType<typeof readAppointment>>>,
): Promise<void> {
  await remindNoMore(context.tx, appointment.id);
  await writeOfAppointment(context, { office, city, appointment, template: 'appointment_cancelled' });
}

async function giveBack(context: ActionContext<unknown>, ticket: TicketRow): Promise<TicketDone> {
  const { tx, now } = context;
  const state = orRefuse(moveTicket(ticket.state, 'leave'));
  // Who was set aside and does not come back.
  await endAttention(tx, ticket, ticket.parked_at ?? now);
  await setTicket(tx, ticket.id, { state, ended_at: now });
  return tellMove(context, { ticket, move: 'leave' });
}
