import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import { directions, endInteraction as decideEnd } from '../../core/interactions/interaction.ts';
import { interactionKinds, wrapUps } from '../../core/interactions/interaction-words.ts';
import { languageOf } from '../../core/language/sentences.ts';
import { countKnownAtDesk, isKnownAtDesk } from '../../queries/staff/desk-petitions.ts';
import type { Tx } from '../../store/database.ts';
import { lockInteraction, openWords, sealWords, tiePetitions } from '../../store/interactions.ts';
import { finishTicketOf } from '../../store/tickets.ts';
import type { ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { finishCall } from '../telephony/link-call.ts';
import { askOwn, recordingAt, type Recording } from './interaction-place.ts';

const blankToNull = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? null : value;

/** What every interaction has from its beginning. Its id is the caller's, so that nothing is lost with an answer. */
export const beginning = {
  interaction_id: z.uuid(),
  city_id: z.uuid(),
  channel: z.enum(CHANNELS),
  direction: z.enum(directions).default('in'),
  person_id: z.uuid().nullable().default(null),
  started_at: z.iso.datetime(),
  /** The call of the exchange in which it is. */
  call_id: z.uuid().nullish(),
};

/** What it has when it is over; the whole of it, so that one of which only the end arrives is complete. */
export const wholeInput = z.object({
  ...beginning,
  ended_at: z.iso.datetime(),
  kind: z.string().min(1).max(60),
  wrap_up: z.string().min(1).max(60),
  petition_ids: z.array(z.uuid()).max(20).default([]),
  answer: z.preprocess(blankToNull, z.string().trim().max(2000).nullable().default(null)),
});
type Whole = z.output<typeof wholeInput>;

export interface InteractionDone {
  readonly interaction_id: string;
}

/**
 * Writes down the whole of an interaction that is over, whether or not its beginning arrived.
 * @throws Refused `not_found` for a person or petition that the asker may tell nothing of, and what core refuses
 */
export async function recordInteraction(
  context: ActionContext<Whole>,
  recorded: 'live' | 'after',
): Promise<InteractionDone> {
  const { tx, app, input, now } = context;
  const recording = await recordingAt(tx, context.actor, input.city_id);
  const row = await lockInteraction(tx, input.interaction_id);
  askOwn(row, recording);
  askCodes(recording, input);
  const ties = await tiesOf(context, recording);
  const times = orRefuse(
    decideEnd({ ...input, begun: row, petitions: ties.known.length + ties.added.length }, now),
  );
  const person_id = ties.hides_person ? null : (input.person_id ?? row?.person_id ?? null);
  if (person_id !== null && person_id !== row?.person_id) await askPerson(context, recording, person_id);
  const { notes } = row === null ? { notes: [] } : await openWords(tx, app.keys, row);
  const words = { answer: input.answer, notes };
  const columns = {
    ...{ channel: input.channel, direction: input.direction, kind: input.kind, wrap_up: input.wrap_up },
    ...{ person_id, at: times.started_at, ended_at: times.ended_at },
    words_cipher: await sealWords(tx, app.keys, { person_id, words }),
  };
  const { interaction_id } = input;
  if (row === null) await insert(context, recording, { ...columns, recorded });
  else await tx.updateTable('interactions').set(columns).where('id', '=', interaction_id).execute();
  await tiePetitions(tx, { interaction_id, petition_ids: ties.added, at: times.ended_at });
  await finishCall(context, { interaction_id, call_id: input.call_id ?? null });
  await finishTicketOf(tx, { interaction_id, user_id: recording.actor.user_id, at: times.ended_at });
  return { interaction_id };
}

function askCodes({ city }: Recording, { kind, wrap_up }: Whole): void {
  const { settings, locale } = city.city;
  const language = languageOf(locale);
  const isKnown = (list: readonly { code: string }[], code: string) => list.some((one) => one.code === code);
  if (!isKnown(interactionKinds(settings, language), kind))
    throw new Refused('invalid_input', {}, { kind: 'invalid' });
  if (!isKnown(wrapUps(settings, language), wrap_up))
    throw new Refused('invalid_input', {}, { wrap_up: 'invalid' });
}

/** Petitions that it has already, and those that are new to it, which the asker must be able to tell of. */
async function tiesOf({ tx, input }: ActionContext<Whole>, { actor, city }: Recording) {
  const rows = await tx
    .selectFrom('interaction_petitions')
    .select('petition_id')
    .where('interaction_id', '=', input.interaction_id)
    .execute();
  const known = rows.map(({ petition_id }) => petition_id);
  const added = [...new Set(input.petition_ids)].filter((id) => !known.includes(id));
  const asked = { actor, city_id: city.city.id };
  if ((await countKnownAtDesk(tx, asked, added)) !== added.length) throw new Refused('not_found');
  return { known, added, hides_person: await isOneReserved(tx, [...known, ...added]) };
}

/** Whose petition has a reserved identity is not told by the interaction that opened or touched it. */
async function isOneReserved(tx: Tx, petition_ids: readonly string[]): Promise<boolean> {
  if (petition_ids.length === 0) return false;
  const found = await tx
    .selectFrom('petitions')
    .select('id')
    .where('id', 'in', [...petition_ids])
    .where('identity', '=', 'reserved')
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** @throws Refused `not_found` for a person of whom the asker may know nothing */
export async function askPerson(
  { tx }: Pick<ActionContext<unknown>, 'tx'>,
  { actor, city }: Recording,
  person_id: string,
): Promise<void> {
  if (!(await isKnownAtDesk(tx, { actor, city_id: city.city.id }, person_id))) throw new Refused('not_found');
}

/** A new row; what is not given is not known yet. */
export async function insert(
  { tx, input }: Pick<ActionContext<{ interaction_id: string }>, 'tx' | 'input'>,
  { actor, city, authority_id, unit_id }: Recording,
  columns: {
    readonly channel: string;
    readonly direction: string;
    readonly kind: string;
    readonly person_id: string | null;
    readonly at: string;
    readonly recorded: 'live' | 'after';
    readonly ended_at?: string;
    readonly wrap_up?: string;
    readonly words_cipher?: Buffer | null;
  },
): Promise<void> {
  const where = { city_id: city.city.id, authority_id, unit_id, user_id: actor.user_id };
  const written = await tx
    .insertInto('interactions')
    .values({ id: input.interaction_id, ...where, ...columns })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  // An id that is taken and not seen is another authority's.
  if (written.numInsertedOrUpdatedRows === 0n) throw new Refused('not_found');
}
