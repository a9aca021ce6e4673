import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, citizenOf, noticesOf, type Town } from '../../../test/town.ts';
import { surveyToken } from '../../store/surveys.ts';
import { confirmSolved } from '../petitions/confirm-solved.ts';
import { contestReply } from '../petitions/contest-reply.ts';
import { askHowItWent } from './ask-how-it-went.ts';
import { askWhatLasts } from './ask-if-it-lasts.ts';
import { declineSurveys } from './decline-surveys.ts';
import { remindOfSurveys } from './remind-of-surveys.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  await say(true);
});
afterAll(() => town.drop());

const system = { kind: 'system' } as const;
let people = 0;

/** A lamp that was mended on that day, and whose person was asked how it went; or what else it is said to have been. */
async function mended(
  day: string,
  given: Parameters<typeof aPetition>[1] & { email?: string; was?: Was } = {},
): Promise<string> {
  town.on(day);
  people += 1;
  const { email = `obra${String(people)}@correo.example`, was = {}, ...filing } = given;
  const contact = { name: 'Alguien Ejemplo', email };
  const { petition_id } = await aPetition(town, { contact, ...filing, stage: 'replied' });
  await town.asSystem((tx) =>
    tx
      .updateTable('petitions')
      .set({ outcome_class: 'resolved', ...was })
      .where('id', '=', petition_id)
      .execute(),
  );
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  await askHowItWent(town.app, system, { petition_id });
  return petition_id;
}
interface Was {
  readonly outcome_class?: string;
  readonly service_id?: string;
}
const noWorks = (): Was => ({ service_id: town.services['bache']! });

/** Whether the city asks it of lamps. */
const say = (asks_if_it_lasts: boolean) =>
  town.asSystem(async (tx) => {
    await tx.updateTable('services').set({ asks_if_it_lasts }).where('code', '=', 'luminaria').execute();
    await sql`update cities set configuration_version = configuration_version + 1`.execute(tx);
  });

const rows = (petition_id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('surveys').selectAll().where('petition_id', '=', petition_id).orderBy('asks').execute(),
  );
const again = async (petition_id: string) =>
  (await rows(petition_id)).filter(({ asks }) => asks === 'if_it_lasts');
const sent = async (petition_id: string) =>
  (await noticesOf(town, petition_id)).filter((template) => template.startsWith('lasting'));

it('asks thirty days after works, once, by the mail that asked first, and reminds once', async () => {
  const lamp = await mended('2026-05-04');
  const pothole = await mended('2026-05-04', { was: noWorks() });
  town.on('2026-06-03T15:59:00.000Z');
  await askWhatLasts(town.app);
  expect(await again(lamp)).toEqual([]);
  town.on('2026-06-03T16:00:00.000Z');
  await askWhatLasts(town.app, 1);
  await askWhatLasts(town.app);
  expect(await again(lamp)).toMatchObject([{ carried_by: 'email', expires_at: '2026-06-13T16:00:00.000Z' }]);
  const [first, second] = await rows(lamp);
  // In the frame it lies where the closing does.
  const { closed_at, closed_on, unit_id, service_id, channel } = first!;
  expect(second).toMatchObject({ closed_at, closed_on, unit_id, service_id, channel, ask_again_at: null });
  expect(await again(pothole)).toEqual([]);
  expect(await sent(lamp)).toEqual(['lasting_asked']);
  town.on('2026-06-05T16:01:00.000Z');
  await remindOfSurveys(town.app);
  await remindOfSurveys(town.app);
  expect(await sent(lamp)).toEqual(['lasting_asked', 'lasting_reminder']);
});

it('asks of what was resolved in part, and not of what was refused or reopened since', async () => {
  const partly = await mended('2026-01-05', { was: { outcome_class: 'partly_resolved' } });
  const refused = await mended('2026-01-05', { was: { outcome_class: 'refused' } });
  const reopened = await mended('2026-01-05');
  await contestReply(town.app, citizenOf(reopened), { petition_id: reopened, body: 'Volvió a fallar' });
  town.on('2026-02-05');
  await askWhatLasts(town.app);
  expect([await again(partly), await again(refused), await again(reopened)]).toMatchObject([
    [{ carried_by: 'email' }],
    [],
    [],
  ]);
});

it('asks nobody of reserved identity, who declined, or who was asked of something else meanwhile', async () => {
  const reserved = await mended('2026-03-02', { identity: 'reserved' });
  const declined = await mended('2026-03-02');
  const [survey] = await rows(declined);
  const secret = surveyToken(town.app.keys, survey!.id);
  await declineSurveys(town.app, { kind: 'public' }, { city_id: town.city_id, secret });
  const unasked = await mended('2026-03-02', { email: 'dos@correo.example' });
  const newer = await mended('2026-03-12', { email: 'dos@correo.example', was: noWorks() });
  expect(await rows(newer)).toMatchObject([{ not_asked: 'asked_recently' }]);
  // Asked of the newer one they would not be asked of the lamp.
  await town.asSystem((tx) =>
    tx
      .updateTable('surveys')
      .set({
        ...{ not_asked: null, carried_by: 'email', asked_at: '2026-03-12T16:00:00Z' },
        expires_at: '2026-03-22T16:00:00Z',
      })
      .where('petition_id', '=', newer)
      .execute(),
  );
  town.on('2026-04-01T16:00:00.000Z');
  await askWhatLasts(town.app);
  const why = async (id: string) => (await again(id)).map(({ not_asked }) => not_asked);
  expect(await why(reserved)).toEqual(['reserved_identity']);
  expect(await why(declined)).toEqual(['declined']);
  expect(await why(unasked)).toEqual(['asked_recently']);
  expect(await sent(unasked)).toEqual([]);
});

it('asks by telephone whom it asked by telephone, and by the page where no message reaches', async () => {
  const contact = { name: 'Pedro Ejemplo', phone: '+525555512345' };
  const called = await mended('2026-07-06', { channel: 'phone', notify_by: 'none', contact });
  const nameless = await mended('2026-07-06', { identity: 'anonymous', contact: {}, notify_by: 'none' });
  town.on('2026-08-06');
  await askWhatLasts(town.app);
  expect(await again(called)).toMatchObject([{ carried_by: 'phone' }]);
  expect(await again(nameless)).toMatchObject([{ carried_by: 'page' }]);
});

it('asks no more where the city stopped asking, nor long after it was time', async () => {
  const late = await mended('2026-09-01');
  town.on('2026-10-12');
  await askWhatLasts(town.app);
  expect(await again(late)).toEqual([]);
  const stopped = await mended('2026-09-01');
  await say(false);
  town.on('2026-10-02');
  await askWhatLasts(town.app);
  await say(true);
  await askWhatLasts(town.app);
  expect(await again(stopped)).toEqual([]);
});
