import { z } from 'zod';
import { directions } from '../../../core/interactions/interaction.ts';
import { personFound } from './people.ts';
import { both, reply, request } from './registry.ts';
import { channel, codeName, cursorQuery, id, instant, namedRef, pageOf, plainDate, stage } from './wire.ts';

const direction = both('InteractionDirection', z.enum(directions));

/** A telephone number in any spelling, a folio, an e-mail or a name. */
export const deskQuery = request('DeskQuery', z.object({ q: z.string().max(200) }));

/** How a petition stands, as it is told to its person; `summary` is empty for who may not read it. */
export const deskPetition = reply(
  'DeskPetition',
  z.object({
    id,
    folio: z.string(),
    service: codeName,
    kind: codeName,
    stage,
    unit: namedRef,
    authority: namedRef,
    due_on: plainDate.nullable(),
    is_overdue: z.boolean(),
    received_at: instant,
    /** The sentence to be read aloud, in the language of the city. */
    said: z.string(),
    is_readable: z.boolean(),
    summary: z.string(),
  }),
);
export const deskFound = reply(
  'DeskFound',
  z.object({
    folio: deskPetition.nullable(),
    persons: z.array(
      personFound.extend({
        petitions: z.array(deskPetition),
        last_place: z
          .object({ address_text: z.string().nullable(), zone_code: z.string().nullable() })
          .nullable(),
      }),
    ),
    capped: z.boolean(),
  }),
);
export const deskWords = reply(
  'DeskWords',
  z.object({
    /** `script`: what is read at the end of such a conversation, in place of the closing words. */
    kinds: z.array(codeName.extend({ script: z.string() })),
    wrap_ups: z.array(codeName),
    greeting: z.string(),
    closing: z.string(),
  }),
);

const beginning = {
  /** A UUID of the caller's, so that nothing is done twice. */
  interaction_id: id,
  channel,
  direction: direction.optional(),
  person_id: id.nullable().optional(),
  started_at: instant,
  /** The call of the exchange in which it is. */
  call_id: id.nullable().optional(),
};
export const interactionBegin = request('InteractionBegin', z.object(beginning));
/** The whole of it: complete although its beginning was lost on the way. */
export const interactionWhole = request(
  'InteractionWhole',
  z.object({
    ...beginning,
    ended_at: instant,
    kind: z.string().max(60),
    wrap_up: z.string().max(60),
    petition_ids: z.array(id).max(20).optional(),
    answer: z.string().max(2000).nullable().optional(),
  }),
);
export const interactionTouch = request('InteractionTouch', z.object({ petition_id: id }));
export const interactionNote = request('InteractionNote', z.object({ note: z.string().max(2000) }));
export const interactionDone = reply('InteractionDone', z.object({ interaction_id: id }));

const shape = {
  id,
  at: instant,
  ended_at: instant.nullable(),
  seconds: z.number().int().nullable(),
  channel,
  direction,
  kind: codeName,
  wrap_up: codeName.nullable(),
  /** While it lasted or after it; null for what the system wrote with a filing or an answer. */
  recorded: z.enum(['live', 'after']).nullable(),
  by: z.string(),
  is_mine: z.boolean(),
  place: z.string(),
  has_person: z.boolean(),
  petitions: z.array(z.object({ id, folio: z.string(), part: z.enum(['touched', 'opened']) })),
  /** Titles of the articles that were told in it. */
  articles: z.array(z.string()),
};
export const interaction = reply('Interaction', z.object(shape));
export const interactions = reply('Interactions', pageOf(interaction));
const inWords = z.object({
  ...shape,
  answer: z.string().nullable(),
  notes: z.array(z.object({ at: instant, by: z.string(), text: z.string() })),
});
export const personTimeline = reply('PersonTimeline', z.object({ items: z.array(inWords) }));
export const revealQuery = z.object({ reveal: z.literal('1').optional() });
export const petitionInteractions = reply(
  'PetitionInteractions',
  z.object({
    items: z.array(inWords),
    /** Whether what was said is told to the reader when they ask for it. */
    may_read: z.boolean(),
  }),
);

const filter = {
  from: plainDate.optional(),
  until: plainDate.optional(),
  channel: channel.optional(),
  kind: z.string().max(60).optional(),
  wrap_up: z.string().max(60).optional(),
  /** `me`, or an id. */
  user: z.union([z.literal('me'), z.uuid()]).optional(),
};
export const interactionQuery = request('InteractionQuery', z.object({ ...filter, ...cursorQuery }));
export const figuresQuery = request('InteractionFiguresQuery', z.object(filter));

const counted = z.object({ key: z.string(), name: z.string(), n: z.number().int() });
export const interactionFigures = reply(
  'InteractionFigures',
  z.object({
    n: z.number().int(),
    median_seconds: z.number().nullable(),
    by_day: z.array(z.object({ on: plainDate, n: z.number().int() })),
    by_kind: z.array(counted),
    by_channel: z.array(counted),
    by_team: z.array(counted),
    by_person: z.array(counted.extend({ median_seconds: z.number().nullable() })),
    /** Of those that ended more than seven days ago and name a person or a petition, how many were not followed by another. */
    first_contact: z.object({ measured: z.number().int(), resolved: z.number().int() }),
  }),
);
