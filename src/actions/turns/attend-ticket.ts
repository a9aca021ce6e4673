import { z } from 'zod';
import type { Tx } from '../../store/database.ts';
import { setTicket } from '../../store/tickets.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { recordingAt } from '../interactions/interaction-place.ts';
import { insert, recordInteraction, wholeInput } from '../interactions/record-interaction.ts';
import { endAttention } from './end-attention.ts';
import { tellMove, ticketToMove, type TicketDone } from './move-ticket.ts';

/**
 * The person has come: from now on they are attended, which is an interaction at the counter. Its id is the caller's, as
 * everywhere at the desk.
 * @throws Refused `not_found`, `ticket_not_in_this_state`
 */
export const attendTicket = defineAction({
  name: 'attend-ticket',
  permission: 'interactions.record',
  input: z.object({ ticket_id: z.uuid(), interaction_id: z.uuid() }),
  async run(context): Promise<TicketDone & { interaction_id: string }> {
    const { tx, input, now } = context;
    const { ticket, staff, state } = await ticketToMove(context, 'attend');
    // Of who was set aside and taken back by the same person it goes on.
    const interaction_id = ticket.interaction_id ?? input.interaction_id;
    if (ticket.interaction_id === null) await begin(context, ticket.city_id, now);
    const serving_at = ticket.serving_at ?? now;
    await setTicket(tx, ticket.id, { state, interaction_id, serving_at, user_id: staff.user_id });
    return { ...(await tellMove(context, { ticket, move: 'attend' })), interaction_id };
  },
});

async function begin(context: ActionContext<{ interaction_id: string }>, city_id: string, at: string) {
  const recording = await recordingAt(context.tx, context.actor, city_id);
  await insert(context, recording, {
    ...{ channel: 'counter', direction: 'in', kind: 'information', recorded: 'live' },
    ...{ person_id: null, at },
  });
}

/**
 * The person was attended. An interaction that the desk has not ended yet ends with it; one that never began is written
 * down as a whole, so that each person who was attended is one interaction. What somebody else began with the person
 * ends as answered: it is theirs to tell what was said.
 * @throws Refused `not_found`, `ticket_not_in_this_state`, `invalid_input` for a kind or an ending that the city does not know
 */
export const finishTicket = defineAction({
  name: 'finish-ticket',
  permission: 'interactions.record',
  input: z.object({
    ticket_id: z.uuid(),
    interaction_id: z.uuid(),
    kind: z.string().min(1).max(60).default('information'),
    wrap_up: z.string().min(1).max(60).default('answered'),
  }),
  async run(context): Promise<TicketDone> {
    const { tx, input, now } = context;
    const { ticket, staff, state } = await ticketToMove(context, 'finish');
    const interaction_id = ticket.interaction_id ?? input.interaction_id;
    const started_at = ticket.serving_at ?? ticket.called_at ?? now;
    // Before the interaction ends, which ends what is still attended within it.
    await setTicket(tx, ticket.id, { state, ended_at: now, serving_at: started_at });
    const begun = ticket.interaction_id === null ? null : await whoseOwn(tx, ticket.interaction_id);
    if (begun !== null && begun.user_id !== staff.user_id) await endAttention(tx, ticket, now);
    else if (begun === null || begun.ended_at === null) {
      const { kind, wrap_up } = input;
      const about = { interaction_id, city_id: ticket.city_id, channel: 'counter', kind, wrap_up };
      const whole = { ...about, started_at, ended_at: now };
      await recordInteraction({ ...context, input: wholeInput.parse(whole) }, 'live');
    }
    await setTicket(tx, ticket.id, { interaction_id });
    return tellMove(context, { ticket, move: 'finish' });
  },
});

/** Of another authority nothing is known but that it is somebody else's. */
async function whoseOwn(tx: Tx, id: string) {
  const found = tx.selectFrom('interactions').select(['user_id', 'ended_at']).where('id', '=', id);
  return (await found.executeTakeFirst()) ?? { user_id: null, ended_at: null };
}
