import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { logInteraction } from '../actions/interactions/end-interaction.ts';
import { Refused } from '../actions/refused.ts';
import type { StaffActor } from '../core/access/actor.ts';
import { CHANNELS } from '../core/cities/settings.ts';
import { addDays, instantAt, localDateOf, weekdayOf } from '../core/deadlines/plain-date.ts';
import { reading } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { memberOfStaff } from './demo-story.ts';

const pattern = z.object({
  by: z.string(),
  channel: z.enum(CHANNELS),
  kind: z.string(),
  weekly: z.number().int().min(1),
  minutes: z.number().int().min(1),
  wrap_up: z.string(),
  about: z.enum(['nothing', 'petition', 'person']).default('nothing'),
  answer: z.string().nullable(),
});
const contacts = z.object({ days: z.number().int().min(1).max(31), patterns: z.array(pattern) });
type Pattern = z.output<typeof pattern>;

const weekdays = 5;
const minute_ms = 60_000;
/** Desks are open from nine to six. */
const opens_hour = 9;
const open_hours = 9;
const time_zone = 'America/Mexico_City';

/**
 * Records a month of made-up calls and visits through the very action that real ones go through. The same ones each
 * time: nothing is left to chance. Told once: each has an idempotency key of its own.
 */
export async function tellContacts(
  app: App,
  { file, city_id }: { file: string; city_id: string },
): Promise<void> {
  const { days, patterns } = contacts.parse(parse(await readFile(file, 'utf8')));
  const today = localDateOf(app.now(), time_zone);
  for (const [row, told] of patterns.entries()) {
    const actor = await memberOfStaff(app, told.by);
    const known = told.about === 'nothing' ? [] : await knownPetitions(app, actor);
    for (let back = days; back > 0; back -= 1) {
      const on = addDays(today, -back);
      for (let n = 0; n < countOn(told, weekdayOf(on)); n += 1)
        await tellContact(app, { city_id, actor, told, known, on, place: { row, back, n } });
    }
  }
}

/** A week's worth spread evenly over Monday to Friday. */
function countOn({ weekly }: Pattern, weekday: number): number {
  if (weekday > weekdays) return 0;
  return Math.floor((weekday * weekly) / weekdays) - Math.floor(((weekday - 1) * weekly) / weekdays);
}

interface Known {
  readonly id: string;
  readonly person_id: string;
  readonly received_at: string;
}

async function tellContact(
  app: App,
  {
    city_id,
    actor,
    told,
    known,
    on,
    place: { row, back, n },
  }: {
    city_id: string;
    actor: StaffActor;
    told: Pattern;
    known: readonly Known[];
    on: string;
    place: { row: number; back: number; n: number };
  },
): Promise<void> {
  const hour = opens_hour + ((row * 7 + back * 3 + n * 5) % open_hours);
  const minute = (row * 13 + back * 17 + n * 29) % 60;
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  const start = Date.parse(instantAt(on, time, time_zone));
  const end = start + told.minutes * minute_ms + ((back * 37 + row * 11 + n * 23) % 60) * 1000;
  const before = known.filter(({ received_at }) => Date.parse(received_at) < start);
  const about = before[(row + back * 5 + n) % Math.max(1, before.length)];
  // Nobody asks for a folio before the first was given.
  if (told.about === 'petition' && about === undefined) return;
  await logInteraction(
    { ...app, now: () => new Date(end).toISOString() },
    actor,
    {
      ...{ interaction_id: newId(), city_id, channel: told.channel, kind: told.kind, wrap_up: told.wrap_up },
      ...{ answer: told.answer, person_id: about?.person_id ?? null },
      petition_ids: told.about === 'petition' ? [about!.id] : [],
      started_at: new Date(start).toISOString(),
      ended_at: new Date(end).toISOString(),
    },
    { idempotency_key: `contact/${row}/${back}/${n}` },
  ).catch(unlessTold);
}

/** What an earlier start told before it was cut short stays as it is: this one gives it another id, or another day. */
function unlessTold(error: unknown): void {
  if (!(error instanceof Refused) || error.code !== 'idempotency_mismatch') throw error;
}

/** Petitions of the demonstration's own people that the member of staff may tell of. */
function knownPetitions(app: App, actor: StaffActor): Promise<Known[]> {
  return reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('petitions')
      .select(['id', 'received_at'])
      .select((eb) => eb.ref('person_id').$notNull().as('person_id'))
      .where('person_id', 'is not', null)
      .where('identity', '=', 'named')
      .where('current_authority_id', 'in', [...actor.authority_ids])
      .orderBy('received_at')
      .orderBy('id')
      .execute(),
  );
}
