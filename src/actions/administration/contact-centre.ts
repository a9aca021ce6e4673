import { sql } from 'kysely';
import { z } from 'zod';
import { hoursFaults } from '../../core/channel-hours/standing.ts';
import { CHANNELS } from '../../core/cities/settings.ts';
import { keepingRetiredWords } from '../../core/interactions/retired-words.ts';
import { deskWordsOf, versionOfDeskWords, type DeskWords } from '../../queries/desk-words.ts';
import { newId } from '../../store/ids.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askAt, lockCity, recordConfigurationChange } from './configuration-change.ts';

const name = z.string().trim().min(1, 'required').max(80);
const code = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/);
const script = z.string().trim().max(600);

/** Kinds that the system writes by itself are no choice of anybody's. */
const own_kinds: ReadonlySet<string> = new Set(['filing', 'answer']);

/**
 * Saves kinds of interaction, wrap-up codes and what is read aloud at the desk, all together. What is taken out is
 * offered no more and keeps its words where it was recorded.
 * @throws Refused `version_conflict` where somebody saved meanwhile, `code_taken`, `invalid_input`
 */
export const saveDeskWords = defineAction({
  name: 'save-desk-words',
  permission: 'configuration.edit',
  input: z.object({
    city_id: z.uuid(),
    /** The one that was edited. */
    version: z.string().max(40),
    kinds: z
      .array(z.object({ code, name, opens_kind: z.string().max(60).nullable(), script }))
      .min(1)
      .max(40),
    wrap_ups: z.array(z.object({ code, name })).min(1).max(40),
    greeting: script,
    closing: script,
  }),
  async run(context): Promise<{ version: string }> {
    const { tx, input } = context;
    const { city_id } = input;
    askAt(context, 'configuration.edit', { city_id });
    await lockCity(context, city_id);
    const city = await cityConfiguration(tx, city_id);
    if (city === null) throw new Refused('city_unknown');
    const { settings } = city.city;
    const version = versionOfDeskWords(settings);
    if (input.version !== version) throw new Refused('version_conflict', { version });
    refuseFaults(input, (kind) => city.kinds.has(kind));
    const after = wordsGiven(input);
    if (JSON.stringify(after) === JSON.stringify(deskWordsOf(settings))) return { version };
    const { desk_script: _script, ...rest } = settings;
    const saved = keepingRetiredWords(settings, { ...rest, ...after });
    await tx
      .updateTable('cities')
      .set({ settings: JSON.stringify(saved) })
      .where('id', '=', city_id)
      .execute();
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'desk_words', entity_code: city.city.code, before: deskWordsOf(settings), after },
    });
    return { version: versionOfDeskWords(saved) };
  },
});

type Given = z.output<typeof saveDeskWords.spec.input>;

function wordsGiven({ kinds, wrap_ups, greeting, closing }: Given): DeskWords {
  return {
    interaction_kinds: kinds.map((one) => ({
      ...{ code: one.code, name: one.name },
      ...(one.opens_kind === null || one.opens_kind === '' ? {} : { opens_kind: one.opens_kind }),
      ...(one.script === '' ? {} : { script: one.script }),
    })),
    wrap_ups,
    ...(greeting === '' && closing === '' ? {} : { desk_script: { greeting, closing } }),
  };
}

function refuseFaults(
  { kinds, wrap_ups, greeting, closing }: Given,
  knowsKind: (code: string) => boolean,
): void {
  const faults: Record<string, string> = {};
  for (const [field, list] of [
    ['kinds', kinds],
    ['wrap_ups', wrap_ups],
  ] as const)
    list.forEach((one, at) => {
      const isTwice = list.findIndex((other) => other.code === one.code) !== at;
      if (isTwice || own_kinds.has(one.code)) faults[`${field}.${at}.code`] = 'code_taken';
    });
  kinds.forEach(({ opens_kind }, at) => {
    if (opens_kind !== null && opens_kind !== '' && !knowsKind(opens_kind))
      faults[`kinds.${at}.opens_kind`] = 'invalid';
  });
  // A script that only begins, or only ends, is half a script.
  if ((greeting === '') !== (closing === '')) faults[greeting === '' ? 'greeting' : 'closing'] = 'required';
  if (Object.keys(faults).length > 0) throw new Refused('invalid_input', {}, faults);
}

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const stretch = z.object({ weekday: z.int().min(1).max(7), opens: time, closes: time });
type Stretch = z.output<typeof stretch>;

/**
 * Sets the week of one door of an authority; an empty one keeps no hours, and nothing is told of it.
 * @throws Refused `not_found` for an authority of another city, `version_conflict`, `invalid_input`
 */
export const setChannelHours = defineAction({
  name: 'set-channel-hours',
  permission: 'configuration.edit',
  input: z.object({
    city_id: z.uuid(),
    authority_id: z.uuid(),
    channel: z.enum(CHANNELS),
    /** The hours that were edited: others saved meanwhile are not written over. */
    before: z.array(stretch).max(60),
    hours: z.array(stretch).max(60),
  }),
  async run(context): Promise<{ authority_id: string }> {
    const { tx, input } = context;
    const { city_id, authority_id, channel } = input;
    askAt(context, 'configuration.edit', { city_id, authority_id });
    await lockCity(context, city_id);
    const authority = await tx
      .selectFrom('authorities')
      .select('code')
      .where('id', '=', authority_id)
      .where('city_id', '=', city_id)
      .executeTakeFirst();
    if (authority === undefined) throw new Refused('not_found');
    const faults = hoursFaults(input.hours);
    if (Object.keys(faults).length > 0) throw new Refused('invalid_input', {}, faults);
    const [before, after] = [inOrder(await hoursKept(context)), inOrder(input.hours)];
    if (toldAs(before) !== toldAs(inOrder(input.before))) throw new Refused('version_conflict');
    if (toldAs(before) === toldAs(after)) return { authority_id };
    await tx
      .deleteFrom('opening_hours')
      .where('authority_id', '=', authority_id)
      .where('channel', '=', channel)
      .execute();
    const rows = after.map((one) => ({ id: newId(), authority_id, channel, ...one }));
    if (rows.length > 0) await tx.insertInto('opening_hours').values(rows).execute();
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'channel_hours', entity_code: `${authority.code}/${channel}` },
      ...{ before: { hours: toldAs(before) }, after: { hours: toldAs(after) } },
    });
    return { authority_id };
  },
});

function hoursKept({
  tx,
  input,
}: ActionContext<{ authority_id: string; channel: string }>): Promise<Stretch[]> {
  return tx
    .selectFrom('opening_hours')
    .select(['weekday', sql<string>`to_char(opens, 'HH24:MI')`.as('opens')])
    .select(sql<string>`to_char(closes, 'HH24:MI')`.as('closes'))
    .where('authority_id', '=', input.authority_id)
    .where('channel', '=', input.channel)
    .execute();
}

const inOrder = (hours: readonly Stretch[]): Stretch[] =>
  [...hours].sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
const keyOf = ({ weekday, opens }: Stretch): string => `${weekday} ${opens}`;
const toldAs = (hours: readonly Stretch[]): string =>
  hours.map(({ weekday, opens, closes }) => `${weekday} ${opens}–${closes}`).join(', ');
