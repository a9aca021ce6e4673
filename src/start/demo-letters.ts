import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { registerLetter } from '../actions/correspondence/register-letter.ts';
import { acceptPetition } from '../actions/petitions/accept-petition.ts';
import { draftReply } from '../actions/petitions/draft-reply.ts';
import { sendReply } from '../actions/petitions/send-reply.ts';
import { media } from '../core/correspondence/letter.ts';
import { addDays, instantAt, localDateOf } from '../core/deadlines/plain-date.ts';
import { cityText } from '../queries/public/city-text.ts';
import { reading } from '../store/database.ts';
import { memberOfStaff } from './demo-story.ts';

const words = z.record(z.string(), z.union([z.string(), z.number()]));
const letter = z.object({
  id: z.uuid(),
  by: z.string(),
  days_ago: z.number().int().min(0),
  time: z.string(),
  medium: z.enum(media),
  sender: z
    .object({ name: z.string(), kind: z.enum(['natural', 'organisation']), address: z.string() })
    .nullable(),
  subject: z.string(),
  text: z.string(),
  service: z.string(),
  answers: words,
  place: words,
  addressed_to: z.string().nullable().default(null),
  sheets: z.number().int(),
  annexes: z.number().int(),
  annex_note: z.string().default(''),
  kept_at: z.object({ shelf: z.string(), box: z.string(), folder: z.string() }),
  reply: z
    .object({ by: z.string(), days_ago: z.number(), text: z.string(), next_step: z.string() })
    .nullable()
    .default(null),
});
type Letter = z.output<typeof letter>;

const time_zone = 'America/Mexico_City';
const hour_ms = 3_600_000;

/** Registers the made-up letters through the very action that real ones go through; told twice they stay as they are. */
export async function tellLetters(
  app: App,
  { file, city_id }: { file: string; city_id: string },
): Promise<void> {
  const letters = z.array(letter).parse(parse(await readFile(file, 'utf8')));
  const today = localDateOf(app.now(), time_zone);
  for (const told of letters) {
    const received_at = instantAt(addDays(today, -told.days_ago), told.time, time_zone);
    const registered = new Date(Date.parse(received_at) + hour_ms / 4).toISOString();
    const { petition_id } = await registerLetter(
      { ...app, now: () => registered },
      await memberOfStaff(app, told.by),
      await asRegistered(app, { told, city_id, received_at }),
    );
    if (told.reply !== null) await tellReply(app, { city_id, petition_id, reply: told.reply, today });
  }
}

async function asRegistered(
  app: App,
  { told, city_id, received_at }: { told: Letter; city_id: string; received_at: string },
): Promise<Parameters<typeof registerLetter>[2]> {
  const { sender, kept_at, medium, subject, sheets, annexes, annex_note } = told;
  return {
    ...{ letter_id: told.id, city_id, received_at, medium, subject, sheets, annexes, annex_note, kept_at },
    sender_kind: sender === null ? 'unknown' : sender.kind === 'natural' ? 'person' : 'organisation',
    ...{ service_code: told.service, description: told.text, answers: told.answers, place: told.place },
    ...(sender === null
      ? { identity: 'anonymous' as const }
      : { identity: 'named' as const, contact: sender, notify_by: 'letter' as const }),
    addressed_to: told.addressed_to === null ? null : await authorityOf(app, city_id, told.addressed_to),
    privacy_version: 1,
  };
}

async function authorityOf(app: App, city_id: string, code: string): Promise<string> {
  const { id } = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('authorities')
      .select('id')
      .where('city_id', '=', city_id)
      .where('code', '=', code)
      .executeTakeFirstOrThrow(),
  );
  return id;
}

async function tellReply(
  app: App,
  given: { city_id: string; petition_id: string; reply: NonNullable<Letter['reply']>; today: string },
): Promise<void> {
  const { city_id, petition_id, reply, today } = given;
  const { stage } = await reading(app.database, { kind: 'system' }, (reader) =>
    reader.selectFrom('petitions').select('stage').where('id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  if (stage !== 'assigned') return;
  const at = instantAt(addDays(today, -reply.days_ago), '13:00', time_zone);
  const then = { ...app, now: () => at };
  const actor = await memberOfStaff(app, reply.by);
  const appeal = await cityText(app.database, city_id, 'means_of_appeal');
  await acceptPetition(then, actor, { petition_id });
  const { reply_id } = await draftReply(then, actor, {
    ...{ petition_id, outcome_code: 'resolved', body: reply.text, next_step: reply.next_step },
    means_of_appeal: appeal?.body ?? '',
  });
  await sendReply(then, actor, { petition_id, reply_id: reply_id! });
}
