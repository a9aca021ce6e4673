import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { portalServer, textOf, visitor, type Visitor } from '../../../test/portal-visitor.ts';
import { aTown, citizenOf, eventsOf, petitionRow, type Town } from '../../../test/town.ts';
import { confirmSolved } from '../../actions/petitions/confirm-solved.ts';
import { askHowItWent } from '../../actions/satisfaction/ask-how-it-went.ts';
import { surveyToken } from '../../store/surveys.ts';

// A closed petition, the link of the message, the page, the answer: from the outside.
let town: Town;
let server: FastifyInstance;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
});
afterAll(async () => {
  await server.close();
  await town.drop();
});

let people = 0;

/** Somebody new whose petition was closed and who was asked. @returns the link of the message */
async function asked(): Promise<{ petition_id: string; survey_id: string; link: string }> {
  town.on('2026-04-29');
  people += 1;
  const contact = { name: 'Rosa Ejemplo', email: `rosa${people}@correo.example` };
  const { petition_id } = await aPetition(town, { stage: 'replied', contact });
  await confirmSolved(town.app, citizenOf(petition_id), { petition_id });
  const said = await askHowItWent(town.app, { kind: 'system' }, { petition_id });
  expect(said).toEqual({ asked: true, because: 'email' });
  const { id } = await town.asSystem((tx) =>
    tx.selectFrom('surveys').select('id').where('petition_id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  return { petition_id, survey_id: id, link: `/opinion/${surveyToken(town.app.keys, id)}` };
}

async function opened(link: string): Promise<Visitor> {
  const who = visitor(server);
  expect((await who.get(link)).status).toBe(303);
  expect((await who.follow()).status).toBe(200);
  return who;
}

const good = { satisfaccion: '5', resuelta: 'yes', facilidad: '4', claridad: '4' };
const bad = { satisfaccion: '1', resuelta: 'no', comentario: 'Sigue sin luz' };

const stored = (survey_id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('surveys').selectAll().where('id', '=', survey_id).executeTakeFirstOrThrow(),
  );
const followUps = (survey_id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('survey_follow_ups').selectAll().where('survey_id', '=', survey_id).execute(),
  );

describe('the link', () => {
  it('leaves the address at once, uses nothing up when it is opened, and chooses nothing beforehand', async () => {
    const { link, survey_id } = await asked();
    const scanner = visitor(server);
    expect((await scanner.get(link)).location).toBe('/opinion');
    const who = await opened(link);
    const page = await who.get('/opinion');
    expect(page.body).not.toContain('checked');
    expect(page.body).not.toContain(link.split('/').at(-1));
    expect((await who.send('/opinion', good)).location).toBe('/opinion/gracias');
    expect(await stored(survey_id)).toMatchObject({ satisfaction: 5, ease: 4, solved: 'yes', clarity: 4 });
  });

  it('is refused when it was used, by whoever else has it, and by none', async () => {
    const { link } = await asked();
    const [first, second] = [await opened(link), await opened(link)];
    await first.send('/opinion', good);
    const again = await second.send('/opinion', bad);
    expect([again.status, textOf(again.body)]).toEqual([410, expect.stringContaining('ya se contestó')]);
    expect((await visitor(server).get(link)).status).toBe(410);
    expect((await visitor(server).get(`/opinion/${'x'.repeat(43)}`)).status).toBe(410);
    expect((await visitor(server).get('/opinion')).status).toBe(410);
  });

  it('is refused after ten days', async () => {
    const { link } = await asked();
    const who = await opened(link);
    town.on('2026-05-09T16:00:00.000Z');
    expect((await who.send('/opinion', good)).status).toBe(410);
    expect((await visitor(server).get(link)).status).toBe(410);
  });
});

describe('the answer', () => {
  it('is asked for again where something is missing, with what was chosen', async () => {
    const { link } = await asked();
    const who = await opened(link);
    const answer = await who.send('/opinion', { facilidad: '3' });
    expect(answer.status).toBe(422);
    expect(answer.body).toMatch(/value="3"\s+checked/);
    expect(textOf(answer.body)).toContain('Diga si se resolvió lo que pidió.');
  });

  it('is kept once when it is sent twice, and may be changed in the same browser for a day', async () => {
    const { link, survey_id } = await asked();
    const who = await opened(link);
    const page = await who.get('/opinion');
    const once = /name="una_vez" value="([^"]+)"/.exec(page.body)![1]!;
    const before = new Map(who.cookies);
    await who.send('/opinion', { ...good, una_vez: once });
    const tappedTwice = visitor(server, before);
    await tappedTwice.get('/opinion');
    const fields = { ...good, una_vez: once, _csrf: /name="_csrf" value="([^"]+)"/.exec(page.body)![1]! };
    expect((await tappedTwice.send('/opinion', fields)).location).toBe('/opinion/gracias');
    await who.get('/opinion');
    expect((await who.send('/opinion', { ...good, una_vez: once })).location).toBe('/opinion/gracias');
    await who.get('/opinion');
    await who.send('/opinion', { ...good, satisfaccion: '3' });
    expect(await stored(survey_id)).toMatchObject({ satisfaction: 3 });
    town.on('2026-04-30T16:00:00.000Z');
    expect((await who.get('/opinion')).status).toBe(410);
  });

  it('keeps its words under the key of the person', async () => {
    const { link, survey_id } = await asked();
    const who = await opened(link);
    await who.send('/opinion', bad);
    const { comment_cipher, comment_person_id } = await stored(survey_id);
    expect(comment_cipher!.includes('Sigue')).toBe(false);
    expect(comment_person_id).not.toBeNull();
    expect((await who.get('/opinion')).body).toContain('Sigue sin luz');
  });
});

describe('what was not solved', () => {
  it('makes one follow-up for the next business day, and one reopening however often it is sent', async () => {
    const { link, survey_id, petition_id } = await asked();
    const who = await opened(link);
    await who.send('/opinion', bad);
    // Wednesday 29 April; the next business day is Thursday.
    expect(await followUps(survey_id)).toMatchObject([{ trigger: 'both', due_on: '2026-04-30' }]);
    const thanks = await who.follow();
    expect(thanks.body).toContain('action="/opinion/reabrir"');
    const [one, other] = [visitor(server, new Map(who.cookies)), visitor(server, new Map(who.cookies))];
    await Promise.all([one.get('/opinion/gracias'), other.get('/opinion/gracias')]);
    const sent = await Promise.all(
      [one, other].map((each) => each.send('/opinion/reabrir', { mensaje: 'Sigue sin luz' })),
    );
    expect(sent.map(({ location }) => location)).toEqual(['/opinion/gracias', '/opinion/gracias']);
    expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'in_work', reopened_count: 1 });
    const events = await eventsOf(town, petition_id);
    expect(events.filter((type) => type === 'closing_contested')).toHaveLength(1);
    expect(textOf((await who.get('/opinion/gracias')).body)).toContain('está abierta otra vez');
  });

  it('may be reopened after the days to contest', async () => {
    const { link, petition_id } = await asked();
    town.on('2026-05-08');
    await town.asSystem((tx) =>
      tx
        .updateTable('petitions')
        .set({ replied_at: '2026-04-01T16:00:00Z' })
        .where('id', '=', petition_id)
        .execute(),
    );
    const who = await opened(link);
    await who.send('/opinion', bad);
    await who.follow();
    await who.send('/opinion/reabrir', { mensaje: 'Sigue sin luz' });
    expect(await petitionRow(town, petition_id)).toMatchObject({ stage: 'in_work' });
  });

  it('offers nothing of the kind to who is content, and needs no follow-up when the answer turns good', async () => {
    const { link, survey_id } = await asked();
    const who = await opened(link);
    await who.send('/opinion', { ...good, resuelta: 'no' });
    await who.get('/opinion');
    await who.send('/opinion', good);
    expect((await who.follow()).body).not.toContain('/opinion/reabrir');
    expect(await followUps(survey_id)).toMatchObject([{ cause: 'answer_changed' }]);
    const refused = await who.send('/opinion/reabrir', { mensaje: 'Igual la quiero abierta' });
    expect(refused.status).toBe(410);
  });
});

it('asks nobody again who said so', async () => {
  const { link, survey_id } = await asked();
  const who = await opened(link);
  await who.get('/opinion/no-mas');
  expect((await who.send('/opinion/no-mas', {})).status).toBe(200);
  expect((await stored(survey_id)).declined_at).not.toBeNull();
});

it('keeps what somebody says of themselves with the answer, and gives it back to them alone', async () => {
  const { link, survey_id } = await asked();
  const who = await opened(link);
  await who.send('/opinion', { ...good, edad: 'from_60', genero: 'woman', discapacidad: 'x', lengua: 'yes' });
  expect(await stored(survey_id)).toMatchObject({
    ...{ age_band: 'from_60', gender: 'woman', disability: null, indigenous_language: 'yes' },
  });
  const page = (await who.get('/opinion')).body;
  expect(page).toMatch(/value="from_60"[^>]*checked/);
});
