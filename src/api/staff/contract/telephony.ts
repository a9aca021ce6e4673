import { z } from 'zod';
import { agentStates, pauseReasons } from '../../../core/telephony/agent-state.ts';
import { orderRefusals } from '../../../core/telephony/order-refused.ts';
import { both, reply, request } from './registry.ts';
import { id, instant } from './wire.ts';

const direction = z.enum(['in', 'out']);
const agentState = both('AgentState', z.enum(agentStates));
const pauseReason = both('PauseReason', z.enum(pauseReasons));

/** A call that rings at one's own telephone, is spoken, or ended within the last minute. */
export const ownCall = reply(
  'OwnCall',
  z.object({
    id,
    direction,
    queue: z.string().nullable(),
    /** E.164, or as the exchange sent it; null for who hides it. */
    number: z.string().nullable(),
    rang_at: instant,
    answered_at: instant.nullable(),
    ended_at: instant.nullable(),
    held_since: instant.nullable(),
    /** The interaction that it led to. */
    interaction_id: id.nullable(),
  }),
);
export const telephone = reply(
  'Telephone',
  z.object({
    /** `none`: the asker has no extension; `down`: the exchange cannot be heard. */
    link: z.enum(['none', 'up', 'down']),
    extension: z.string().nullable(),
    state: z
      .object({ state: agentState, reason: pauseReason.nullable(), since: instant.nullable() })
      .nullable(),
    calls: z.array(ownCall),
    /** An order of the last minute that the exchange did not carry out. */
    refused: z.object({ order_id: id, why: z.enum(orderRefusals) }).nullable(),
  }),
);
export const agentSaying = request(
  'AgentSaying',
  z.object({ state: agentState, reason: pauseReason.nullable().optional() }),
);
export const agentSaid = reply('AgentSaid', z.object({ state: z.string() }));
export const callToPlace = request('CallToPlace', z.object({ number: z.string().max(40) }));
export const callPlaced = reply('CallPlaced', z.object({ call_id: id }));
export const callHandling = request(
  'CallHandling',
  z.object({
    verb: z.enum(['transfer', 'hang_up']),
    manner: z.enum(['blind', 'attended']).optional(),
    /** The extension that it is handed to. */
    to: z.string().max(40).nullable().optional(),
  }),
);

export const callBacks = reply(
  'CallBacks',
  z.object({
    capped: z.boolean(),
    items: z.array(
      z.object({
        id,
        queue: z.string().nullable(),
        /** The last figures of the number. */
        ends_in: z.string(),
        /** The whole number, for who has taken it. */
        number: z.string().nullable(),
        is_known: z.boolean(),
        missed: z.number().int(),
        attempts: z.number().int(),
        last_missed_at: instant,
        /** When the person asked for it on the portal; null: they only called. */
        asked_at: instant.nullable(),
        /** From when they want to be called; null: at once. */
        not_before: instant.nullable(),
        due_at: instant,
        is_overdue: z.boolean(),
        /** What it is about and which folio, as they wrote it, for who has taken it; else empty. */
        about: z.string(),
        folio: z.string(),
        /** Its time has come, and nobody else is at it. */
        may_be_taken: z.boolean(),
        state: z.enum(['open', 'taken']),
        by: z.string().nullable(),
        is_mine: z.boolean(),
      }),
    ),
  }),
);
export const callBackTake = request('CallBackTake', z.object({ calls: z.boolean().optional() }));
export const callBackTaken = reply('CallBackTaken', z.object({ call_id: id.nullable() }));
export const callBackClose = request('CallBackClose', z.object({ outcome: z.enum(['done', 'given_up']) }));
export const callBackClosed = reply('CallBackClosed', z.object({ call_back_id: id }));
export const unwrittenCalls = reply(
  'UnwrittenCalls',
  z.object({
    at: instant,
    items: z.array(
      z.object({
        ...{ id, direction, queue: z.string().nullable(), answered_at: instant, ended_at: instant },
        number: z.string().nullable(),
      }),
    ),
  }),
);
