import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { acceptPetition } from '../actions/petitions/accept-petition.ts';
import { addNote } from '../actions/petitions/add-note.ts';
import { askCitizen } from '../actions/petitions/ask-citizen.ts';
import { draftReply } from '../actions/petitions/draft-reply.ts';
import { filePetition } from '../actions/petitions/file-petition.ts';
import { publishUpdate } from '../actions/petitions/publish-update.ts';
import { sendReply } from '../actions/petitions/send-reply.ts';
import type { StaffActor } from '../core/access/actor.ts';
import { CHANNELS } from '../core/cities/settings.ts';
import { opinion, tellOpinion } from './demo-opinions.ts';
import { staffActor } from '../queries/staff/actor-of-session.ts';
import { cityText } from '../queries/public/city-text.ts';
import { reading } from '../store/database.ts';

const closing = z.object({
  days_ago: z.number(),
  service: z.string(),
  channel: z.enum(CHANNELS),
  by: z.string(),
  text: z.string(),
  reply: z.string(),
  next_step: z.string(),
  name: z.string(),
  email: z.string().nullable().default(null),
  phone: z.string().nullable().default(null),
  place: z.record(z.string(), z.union([z.string(), z.number()])),
  answers: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  /** Null: asked, and has not said anything yet. */
  said: opinion.nullable().default(null),
});
const step = z.object({
  do: z.enum(['accept', 'note', 'update', 'ask', 'reply']),
  by: z.string(),
  days_ago: z.number(),
  text: z.string().default(''),
  /** Null: a first reply, which leaves the outcome for later. */
  outcome: z.string().nullable().default(null),
  next_step: z.string().default(''),
});
const story = z.object({
  closings: z.array(closing).default([]),
  petitions: z.array(
    z.object({
      days_ago: z.number(),
      service: z.string(),
      channel: z.enum(CHANNELS),
      text: z.string(),
      place: z.record(z.string(), z.union([z.string(), z.number()])),
      answers: z.record(z.string(), z.union([z.string(), z.number()])),
      person: z
        .object({
          name: z.string(),
          email: z.string().nullable().default(null),
          phone: z.string().nullable().default(null),
        })
        .nullable(),
      priority_group: z.string().nullable().default(null),
      steps: z.array(step),
    }),
  ),
});
type Told = z.output<typeof story>['petitions'][number];
type Step = z.output<typeof step>;

interface Teller {
  readonly app: App;
  readonly city_id: string;
  readonly means_of_appeal: string;
}

/**
 * Files and attends the made-up petitions of a demonstration through the very actions that real ones go through, some
 * days back from now. Told once: each step has an idempotency key of its own.
 */
export async function tellStory(
  app: App,
  { file, city_id }: { file: string; city_id: string },
): Promise<void> {
  const { petitions, closings } = story.parse(parse(await readFile(file, 'utf8')));
  const appeal = await cityText(app.database, city_id, 'means_of_appeal');
  const teller = { app, city_id, means_of_appeal: appeal?.body ?? '' };
  for (const [index, told] of petitions.entries()) await tellOne(teller, told, `story/${index}`);
  for (const [index, told] of closings.entries()) await tellClosing(teller, told, `closing/${index}`);
}

/** A petition that was filed, accepted, answered and closed, and what its person says of it. */
async function tellClosing(teller: Teller, told: z.output<typeof closing>, key: string): Promise<void> {
  const { by, days_ago, said, reply, next_step, name, email, phone, ...petition } = told;
  const at = (days: number) => Math.max(0, days_ago - days);
  const outcome = said?.solved === 'no' ? 'partly_resolved' : 'resolved';
  const petition_id = await tellOne(
    teller,
    {
      ...{ ...petition, days_ago, priority_group: null, person: { name, email, phone } },
      steps: [
        { do: 'accept', by, days_ago: at(1), text: '', outcome: null, next_step: '' },
        { do: 'reply', by, days_ago: at(4), text: reply, outcome, next_step },
      ],
    },
    key,
  );
  await tellOpinion(daysBack(teller.app, at(5), 13), { petition_id, said, key });
}

async function tellOne(teller: Teller, told: Told, key: string): Promise<string> {
  const app = daysBack(teller.app, told.days_ago, 10);
  const filed = await filePetition(
    app,
    { kind: 'citizen', petition_id: null },
    {
      ...{
        city_id: teller.city_id,
        service_code: told.service,
        channel: told.channel,
        description: told.text,
      },
      ...{
        place: told.place,
        answers: told.answers,
        priority_group: told.priority_group,
        privacy_version: 1,
      },
      identity: told.person === null ? 'anonymous' : 'named',
      contact: told.person ?? {},
      notify_by: told.person?.email == null ? 'none' : 'email',
    },
    { idempotency_key: key },
  );
  for (const [index, next] of told.steps.entries()) {
    await doStep(teller, { step: next, petition_id: filed.petition_id, key: `${key}/${index}` });
  }
  return filed.petition_id;
}

async function doStep(
  teller: Teller,
  { step: told, petition_id, key }: { step: Step; petition_id: string; key: string },
): Promise<void> {
  const app = daysBack(teller.app, told.days_ago, 12);
  const actor = await memberOfStaff(app, told.by);
  const once = { idempotency_key: key };
  if (told.do === 'accept') await acceptPetition(app, actor, { petition_id }, once);
  if (told.do === 'note') await addNote(app, actor, { petition_id, body: told.text }, once);
  if (told.do === 'update') await publishUpdate(app, actor, { petition_id, body: told.text }, once);
  if (told.do === 'ask') await askCitizen(app, actor, { petition_id, body: told.text }, once);
  if (told.do !== 'reply') return;
  const draft = await draftReply(
    app,
    actor,
    {
      ...{ petition_id, body: told.text, outcome_code: told.outcome, next_step: told.next_step },
      means_of_appeal: teller.means_of_appeal,
    },
    { idempotency_key: `${key}/draft` },
  );
  const reply_id = draft.reply_id!;
  await sendReply(app, actor, { petition_id, reply_id }, once);
}

/** The same application that many days earlier, at that hour of the morning in the city. */
function daysBack(app: App, days: number, hour: number): App {
  const at = new Date(Date.parse(app.now()) - days * 86_400_000);
  if (days > 0) at.setUTCHours(hour + 6, 7, 0, 0);
  return { ...app, now: () => at.toISOString() };
}

/** Somebody of the demonstration, by their address. */
export function memberOfStaff(app: App, email: string): Promise<StaffActor> {
  return reading(app.database, { kind: 'system' }, async (reader) => {
    const user = await reader
      .selectFrom('users')
      .select(['id', 'name'])
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    return staffActor(reader, user);
  });
}
