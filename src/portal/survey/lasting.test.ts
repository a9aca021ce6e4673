import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, textOf, visitor, type Visitor } from '../../../test/portal-visitor.ts';
import { aTown, citizenOf, eventsOf, petitionRow, type Town } from '../../../test/town.ts';
import { confirmSolved } from '../../actions/petitions/confirm-solved.ts';
import { askHowItWent } from '../../actions/satisfaction/ask-how-it-went.ts';
import { askWhatLasts } from '../../actions/satisfaction/ask-if-it-lasts.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import { surveyToken } from '../../store/surveys.ts';

// A month after a lamp was mended: the link of the message, the one question, the answer, and the way back.
let town: Town;
let server: FastifyInstance;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
  await town.asSystem(async (tx) => {
    await tx
      .updateTable('services')
      .set({ asks_if_it_lasts: true })
      .where('code', '=', 'luminaria')
      .execute();
    await sql`update cities set configuration_version = configuration_version + 1`.execute(tx);
  });
});
afterAll(async () => {
  await server.close();
  await town.drop();
});

let people = 0;
const asked = async () => {
  town.on('2026-04-29');
  people += 1;
  const contact = { name: 'Rosa Ejemplo', email: `obra${String(people)}@correo.example` };
  const { petition_id } = await aPetition(town, { stage: 'replied', contact });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  await askHowItWent(town.app, { kind: 'system' }, { petition_id });
  town.on('2026-05-29T16:00:00.000Z');
  await askWhatLasts(town.app);
  const { id } = await town.asSystem((tx) =>
    tx
      .selectFrom('surveys')
      .select('id')
      .where('petition_id', '=', petition_id)
      .where('asks', '=', 'if_it_lasts')
      .executeTakeFirstOrThrow(),
  );
  const link = `/opinion/${surveyToken(town.app.keys, id)}`;
  return { petition_id, survey_id: id, link };
};

async function opened(link: string): Promise<Visitor> {
  const who = visitor(server);
  expect((await who.get(link)).location).toBe('/opinion');
  expect((await who.follow()).status).toBe(200);
  return who;
}

const stored = (survey_id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('surveys').selectAll().where('id', '=', survey_id).executeTakeFirstOrThrow(),
  );
const followUps = (survey_id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('survey_follow_ups').selectAll().where('survey_id', '=', survey_id).execute(),
  );

it('asks one thing, chooses nothing beforehand, and takes it once from whoever has the link', async () => {
  const { link, survey_id } = await asked();
  const [who, other] = [await opened(link), await opened(link)];
  const page = await who.get('/opinion');
  expect(textOf(page.body)).toContain('¿Sigue resuelto lo que pidió?');
  expect(page.body).not.toMatch(/checked|name="(satisfaccion|facilidad|claridad|edad)"/);
  const empty = await who.send('/opinion', { comentario: 'Gracias' });
  expect([empty.status, textOf(empty.body)]).toEqual([
    422,
    expect.stringContaining('Diga si sigue resuelto.'),
  ]);
  // What this question does not ask is not kept, whoever sends it.
  await who.send('/opinion', { resuelta: 'yes', satisfaccion: '5', edad: 'from_60' });
  expect(await stored(survey_id)).toMatchObject({ solved: 'yes', satisfaction: null, age_band: null });
  const thanks = await who.follow();
  expect(textOf(thanks.body)).toContain('Gracias por su opinión');
  expect(thanks.body).not.toContain('/opinion/reabrir');
  expect((await other.send('/opinion', { resuelta: 'no' })).status).toBe(410);
  expect((await visitor(server).get(link)).status).toBe(410);
  expect(await followUps(survey_id)).toEqual([]);
});

it('may be changed for a day, and is refused after ten', async () => {
  const { link, survey_id } = await asked();
  const late = await opened((await asked()).link);
  const who = await opened(link);
  await who.send('/opinion', { resuelta: 'no' });
  await who.get('/opinion');
  await who.send('/opinion', { resuelta: 'partly' });
  expect(await stored(survey_id)).toMatchObject({ solved: 'partly' });
  expect(await followUps(survey_id)).toMatchObject([{ trigger: 'not_lasting', cause: 'answer_changed' }]);
  town.on('2026-05-30T16:00:00.000Z');
  expect((await who.get('/opinion')).status).toBe(410);
  town.on('2026-06-08T16:00:00.000Z');
  expect((await late.send('/opinion', { resuelta: 'no' })).status).toBe(410);
});

it('opens again what came back, once, and gives the quality team one follow-up', async () => {
  const { link, survey_id, petition_id } = await asked();
  const who = await opened(link);
  await who.send('/opinion', { resuelta: 'no', comentario: 'Se apagó otra vez' });
  // Friday 29 May; the next business day is Monday.
  expect(await followUps(survey_id)).toMatchObject([{ trigger: 'not_lasting', due_on: '2026-06-01' }]);
  const thanks = await who.follow();
  expect(textOf(thanks.body)).toContain('ya no está resuelto');
  await who.send('/opinion/reabrir', { mensaje: 'Se apagó otra vez' });
  await who.get('/opinion/gracias');
  await who.send('/opinion/reabrir', { mensaje: 'Se apagó otra vez' });
  expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'in_work', reopened_count: 1 });
  const events = await eventsOf(town, petition_id);
  expect(events.filter((type) => type === 'closing_contested')).toHaveLength(1);
  expect(await followUps(survey_id)).toHaveLength(1);
});

it('is asked on the page of the petition too, of whoever holds its key', async () => {
  const { petition_id, survey_id } = await asked();
  const { folio } = await petitionRow(town, petition_id);
  const who = visitor(server);
  await who.get('/seguimiento');
  await who.send('/seguimiento', { folio, clave: accessKeyFor(town.app.keys, petition_id, 1) });
  const page = await who.get(`/seguimiento/${folio}`);
  expect(textOf(page.body)).toContain('¿Sigue resuelto?');
  expect((await who.send(`/seguimiento/${folio}/opinion`, {})).location).toBe('/opinion');
  await who.follow();
  await who.send('/opinion', { resuelta: 'partly' });
  expect(await stored(survey_id)).toMatchObject({ solved: 'partly', mode: 'web' });
});
