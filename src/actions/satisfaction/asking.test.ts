import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, noticesOf, type Town } from '../../../test/town.ts';
import { outboxMessage } from '../../queries/staff/outbox.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { contestReply } from '../petitions/contest-reply.ts';
import { askHowItWent } from './ask-how-it-went.ts';
import { remindOfSurveys } from './remind-of-surveys.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const system = { kind: 'system' } as const;
const ask = (petition_id: string) => askHowItWent(town.app, system, { petition_id });

async function closed(given: Parameters<typeof aPetition>[1] = {}): Promise<string> {
  const { petition_id } = await aPetition(town, { ...given, stage: 'replied' });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  return petition_id;
}
const contact = (email: string) => ({ contact: { name: 'Alguien Ejemplo', email } });

it('leaves a closing to a job, and nothing but a closing', async () => {
  const waiting = (petition_id: string) =>
    town.asSystem(async (tx) => {
      const key = `ask_how_it_went/${petition_id}`;
      const { rows } = await sql`select from graphile_worker.jobs where key = ${key}`.execute(tx);
      return rows.length;
    });
  const { petition_id } = await aPetition(town, { stage: 'replied' });
  expect(await waiting(petition_id)).toBe(0);
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  expect(await waiting(petition_id)).toBe(1);
});

it('asks one person once for five closings in a month (check K4)', async () => {
  const said = [];
  for (let day = 4; day < 9; day += 1) {
    town.on(`2026-05-0${day}`);
    said.push(await ask(await closed(contact('cinco@correo.example'))));
  }
  expect(said.filter(({ asked }) => asked)).toHaveLength(1);
  expect(said.at(-1)).toEqual({ asked: false, because: 'asked_recently' });
  town.on('2026-06-10');
  expect(await ask(await closed(contact('cinco@correo.example')))).toMatchObject({ asked: true });
});

it('asks one person once when all of their petitions are closed at the same moment', async () => {
  const ids = [];
  for (let at = 0; at < 3; at += 1) ids.push(await closed(contact('vez@correo.example')));
  const said = await Promise.all(ids.map(ask));
  expect(said.filter(({ asked }) => asked)).toHaveLength(1);
});

it('asks nothing before closing, and nobody of reserved identity (check K5)', async () => {
  const open = await aPetition(town, { stage: 'replied', ...contact('abierta@correo.example') });
  expect(await ask(open.petition_id)).toEqual({ asked: false, because: 'not_closed' });
  const reserved = await closed({ identity: 'reserved', ...contact('reservada@correo.example') });
  expect(await ask(reserved)).toEqual({ asked: false, because: 'reserved_identity' });
  expect(await noticesOf(town, reserved)).not.toContain('survey_asked');
});

it('lets the page ask those whom no message reaches', async () => {
  const nameless = await closed({ identity: 'anonymous', contact: {}, notify_by: 'none' });
  expect(await ask(nameless)).toEqual({ asked: true, because: 'page' });
  const quiet = await closed({ ...contact('sin@correo.example'), notify_by: 'none' });
  expect(await ask(quiet)).toEqual({ asked: true, because: 'page' });
  expect(await noticesOf(town, quiet)).not.toContain('survey_asked');
});

it('asks once, reminds once after 48 hours, and not of what was reopened', async () => {
  town.on('2026-07-01');
  const [quiet, reopened] = [
    await closed(contact('recuerdo@correo.example')),
    await closed(contact('otra@correo.example')),
  ];
  await ask(quiet);
  await ask(reopened);
  expect(await ask(quiet)).toMatchObject({ asked: false });
  const surveys = async (id: string) =>
    (await noticesOf(town, id)).filter((template) => template.startsWith('survey'));
  town.on('2026-07-03T15:59:00.000Z');
  await remindOfSurveys(town.app);
  expect(await surveys(quiet)).toEqual(['survey_asked']);
  await contestReply(town.app, citizenOf(reopened), { petition_id: reopened, body: 'No quedó' });
  town.on('2026-07-03T16:01:00.000Z');
  await remindOfSurveys(town.app, 1);
  await remindOfSurveys(town.app);
  expect(await surveys(quiet)).toEqual(['survey_asked', 'survey_reminder']);
  expect(await surveys(reopened)).toEqual(['survey_asked']);
});

it('gives nobody at the console the link of somebody else', async () => {
  const petition_id = await closed(contact('enlace@correo.example'));
  await ask(petition_id);
  const { id } = await town.asSystem((tx) =>
    tx
      .selectFrom('outbox')
      .select('id')
      .where('petition_id', '=', petition_id)
      .where('template', '=', 'survey_asked')
      .executeTakeFirstOrThrow(),
  );
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const read = await outboxMessage({ ...town.app }, { actor: town.staff['marta']!, city }, id);
  expect(read!.body).toContain('/opinion/…');
  expect(read!.body).not.toMatch(/opinion\/[\w-]{43}/);
});
