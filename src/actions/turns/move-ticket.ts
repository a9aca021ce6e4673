import { z } from 'zod';
import { moveTicket, type TicketMove } from '../../core/turns/ticket.ts';
import {
  lockTicket,
  readOffice,
  setTicket,
  tellOfTicket,
  type Office,
  type TicketRow,
} from '../../store/tickets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { askFree } from './call-next.ts';
import { endAttention } from './end-attention.ts';
import { askAttending, counterOf, lineOf } from './office-place.ts';

export interface TicketDone {
  readonly ticket_id: string;
}

/** A number that the actor may move, with its office, both locked. @throws Refused `not_found`, `ticket_not_in_this_state` */
export async function ticketToMove(
  { tx, actor, input }: Pick<ActionContext<{ ticket_id: string }>, 'tx' | 'actor' | 'input'>,
  move: TicketMove,
) {
  const ticket = await lockTicket(tx, { id: input.ticket_id });
  const office = ticket === null ? null : await readOffice(tx, { id: ticket.office_id });
  if (ticket === null || office === null) throw new Refused('not_found');
  const staff = askAttending(actor, office);
  return { ticket, office, staff, state: orRefuse(moveTicket(ticket.state, move)) };
}

interface Move {
  readonly ticket: TicketRow;
  readonly move: TicketMove;
  readonly counter_code?: string | null;
  readonly reason?: string | null;
}

/** Writes down who moved it. */
export async function tellMove(
  { tx, actor, now }: Pick<ActionContext<unknown>, 'tx' | 'actor' | 'now'>,
  { ticket, move, counter_code = ticket.counter_code, reason = null }: Move,
): Promise<TicketDone> {
  const user_id = actor.kind === 'staff' ? actor.user_id : null;
  await tellOfTicket(tx, { ticket_id: ticket.id, at: now, type: move, counter_code, user_id, reason });
  return { ticket_id: ticket.id };
}

const which = { ticket_id: z.uuid() };

/** Calls the same number once more. @throws Refused `not_found`, `ticket_not_in_this_state` */
export const recallTicket = defineAction({
  name: 'recall-ticket',
  permission: 'interactions.record',
  input: z.object(which),
  async run(context): Promise<TicketDone> {
    const { ticket } = await ticketToMove(context, 'recall');
    await setTicket(context.tx, ticket.id, { called_at: context.now });
    await context.tx
      .updateTable('tickets')
      .set((eb) => ({ calls: eb('calls', '+', 1) }))
      .where('id', '=', ticket.id)
      .execute();
    return tellMove(context, { ticket, move: 'recall' });
  },
});

/** Sets somebody aside who is to come back: a paper is missing, they went to pay. @throws Refused as `recallTicket` */
export const parkTicket = defineAction({
  name: 'park-ticket',
  permission: 'interactions.record',
  input: z.object({ ...which, reason: z.string().trim().min(1, 'required').max(200) }),
  async run(context): Promise<TicketDone> {
    const { ticket, state } = await ticketToMove(context, 'park');
    const { reason } = context.input;
    await setTicket(context.tx, ticket.id, { state, parked_at: context.now, park_reason: reason });
    return tellMove(context, { ticket, move: 'park', reason });
  },
});

/**
 * Who was set aside is at a counter again. What another person had begun with them is over since they were set aside.
 * @throws Refused as `recallTicket`; `counter_busy`
 */
export const takeBackTicket = defineAction({
  name: 'take-back-ticket',
  permission: 'interactions.record',
  input: z.object({ ...which, counter_code: z.string().min(1).max(60) }),
  async run(context): Promise<TicketDone> {
    const { tx, input, now } = context;
    const { ticket, office, staff, state } = await ticketToMove(context, 'take_back');
    const { code: counter_code } = counterOf(office, input.counter_code);
    await askFree(tx, office.id, counter_code);
    const isOwn = ticket.user_id === staff.user_id;
    if (!isOwn) await endAttention(tx, ticket, ticket.parked_at ?? now);
    await setTicket(tx, ticket.id, {
      ...{ state, counter_code, user_id: staff.user_id, called_at: now, park_reason: null },
      ...(isOwn ? {} : { interaction_id: null, serving_at: null }),
    });
    return tellMove(context, { ticket, move: 'take_back', counter_code });
  },
});

/**
 * Sends somebody to another line, or to one counter alone; they keep their place by the hour at which they came.
 * @throws Refused as `recallTicket`; `invalid_input`
 */
export const transferTicket = defineAction({
  name: 'transfer-ticket',
  permission: 'interactions.record',
  input: z.object({
    ...which,
    line_code: z.string().min(1).max(60),
    for_counter: z.string().min(1).max(60).nullable().default(null),
  }),
  async run(context): Promise<TicketDone> {
    const { tx, input, now } = context;
    const { ticket, office, state } = await ticketToMove(context, 'transfer');
    askReachable(office, input);
    await endAttention(tx, ticket, ticket.parked_at ?? now);
    await setTicket(tx, ticket.id, {
      ...{ state, line_code: input.line_code, for_counter: input.for_counter, counter_code: null },
      ...{ user_id: null, interaction_id: null, serving_at: null, parked_at: null, park_reason: null },
    });
    return tellMove(context, { ticket, move: 'transfer', reason: input.for_counter ?? input.line_code });
  },
});

function askReachable(
  office: Office,
  { line_code, for_counter }: { line_code: string; for_counter: string | null },
) {
  lineOf(office, line_code);
  if (for_counter !== null) counterOf(office, for_counter);
}

/** Was called and did not come. @throws Refused as `recallTicket` */
export const noShowTicket = defineAction({
  name: 'no-show-ticket',
  permission: 'interactions.record',
  input: z.object(which),
  async run(context): Promise<TicketDone> {
    const { ticket, state } = await ticketToMove(context, 'no_show');
    await setTicket(context.tx, ticket.id, { state, ended_at: context.now });
    return tellMove(context, { ticket, move: 'no_show' });
  },
});
