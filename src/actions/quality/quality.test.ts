import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allMet, anEndedCall, aReview, drawnReviews } from '../../../test/a-review.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { exportReviews } from '../../queries/staff/export-reviews.ts';
import { qualityReview } from '../../queries/staff/quality-review.ts';
import { listReviews } from '../../queries/staff/quality-reviews.ts';
import { qualitySamples } from '../../queries/staff/quality-samples.ts';
import { qualityTrend } from '../../queries/staff/quality-trend.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { createUser } from '../identity/create-user.ts';
import { answerReview } from './answer-review.ts';
import { drawSample } from './draw-sample.ts';
import { setReviewAside, settleReview, submitReview, undoReview } from './review-interaction.ts';
import { saveQualityForm } from './save-form.ts';
import { staffActor } from '../../queries/staff/actor-of-session.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const staff = (who: string) => town.staff[who]!;
const supervisor = () => staff('supervisor.iztapalapa');
const agent = () => staff('agent.iztapalapa');
const asker = async (who: string) => ({
  actor: staff(who),
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const page = async (who: string, id: string) => qualityReview(town.app, await asker(who), id);
const listed = async (who: string, list: 'to_review' | 'told' | 'contested' | 'done' | 'mine') =>
  (await listReviews(town.app, await asker(who), { list }))!.items;
const given = { form_version: 0, marks: allMet, feedback: 'Muy bien' };

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

it('draws so many of each agent and kind, as anybody can do again with seed and list', async () => {
  const calls: Record<string, string[]> = { information: [], support: [], marta: [] };
  for (let n = 0; n < 5; n += 1) calls['information']!.push(await anEndedCall(town));
  for (let n = 0; n < 3; n += 1) calls['support']!.push(await anEndedCall(town, { kind: 'support' }));
  calls['marta']!.push(await anEndedCall(town, { by: 'marta' }));
  // Of another authority: not among them.
  await anEndedCall(town, { by: 'agent.coyoacan' });
  const day = town.app.now().slice(0, 10);
  const place = { city_id: town.city_id, authority_id: town.authorities['iztapalapa']! };
  const order = { ...place, from: day, until: day, per_stratum: 2 };
  expect(await drawSample(town.app, supervisor(), order)).toMatchObject({ drawn: 5, frame_size: 9 });
  const [told] = (await qualitySamples(town.app, await asker('supervisor.iztapalapa'))).items;
  expect(told).toMatchObject({ drawn: 5, frame_size: 9, looked_at: 0 });
  expect(told!.frame_hash).toBe(sha256(Object.values(calls).flat().sort().join(',')));
  const first = (ids: string[]) =>
    ids.sort((one, other) => (sha256(told!.seed + one) < sha256(told!.seed + other) ? -1 : 1)).slice(0, 2);
  const drawn = await town.asSystem((tx) =>
    tx.selectFrom('quality_reviews').select('interaction_id').execute(),
  );
  expect(drawn.map(({ interaction_id }) => interaction_id).sort()).toEqual(
    Object.values(calls).flatMap(first).sort(),
  );
  // What was drawn once is not drawn again.
  expect(await drawSample(town.app, supervisor(), { ...order, per_stratum: 20 })).toMatchObject({ drawn: 4 });
  await expect(drawSample(town.app, supervisor(), order)).rejects.toMatchObject({
    code: 'nothing_to_review',
  });
  const elsewhere = { ...order, authority_id: town.authorities['coyoacan']! };
  await expect(drawSample(town.app, supervisor(), elsewhere)).rejects.toMatchObject({ code: 'forbidden' });
});

it('draws one after another for two who draw at once: nothing twice, and neither is refused', async () => {
  const calls = [await anEndedCall(town), await anEndedCall(town)];
  const day = town.app.now().slice(0, 10);
  const place = { city_id: town.city_id, authority_id: town.authorities['iztapalapa']! };
  const order = { ...place, from: day, until: day, per_stratum: 1 };
  const both = await Promise.all(
    ['supervisor.iztapalapa', 'unit_head.iztapalapa'].map((who) => drawSample(town.app, staff(who), order)),
  );
  expect(both.map(({ drawn, frame_size }) => [drawn, frame_size]).sort()).toEqual([
    ...[
      [1, 1],
      [1, 2],
    ],
  ]);
  const drawn = await town.asSystem((tx) =>
    tx.selectFrom('quality_reviews').select('interaction_id').where('interaction_id', 'in', calls).execute(),
  );
  expect(drawn).toHaveLength(2);
});

it('is told to who attended when it is submitted, not before, and to nobody else', async () => {
  const review_id = await aReview(town);
  expect(await page('agent.iztapalapa', review_id)).toBeNull();
  expect(await page('supervisor.coyoacan', review_id)).toBeNull();
  expect(await page('berta', review_id)).toBeNull();
  const submitted = await submitReview(town.app, supervisor(), {
    review_id,
    form_version: 0,
    feedback: 'Salude primero',
    marks: {
      values: { ...allMet.values, greeting: 'no', record: 'partly', listening: 'not_applicable' },
      reasons: { greeting: 'No saludó', record: 'Faltó el folio', clarity: 'Esto sobra' },
    },
  });
  // 35 + 20 + 7.5 of 80 that apply.
  expect(submitted).toMatchObject({ state: 'submitted', score: 78.13 });
  const told = (await page('agent.iztapalapa', review_id))!;
  expect(told).toMatchObject({ score: 78.13, passes: false, feedback: 'Salude primero' });
  expect(told.marks!.reasons).toEqual({ greeting: 'No saludó', record: 'Faltó el folio' });
  expect((await listed('agent.iztapalapa', 'mine')).map(({ id }) => id)).toContain(review_id);
  expect((await listed('supervisor.coyoacan', 'told')).length).toBe(0);
  const looks = await town.asSystem((tx) =>
    tx.selectFrom('personal_data_views').select('user_id').where('what', '=', 'interaction').execute(),
  );
  expect(looks.map(({ user_id }) => user_id)).toContain(agent().user_id);
});

it('asks for every mark and a reason for whatever takes points; a critical error leaves none', async () => {
  const review_id = await aReview(town);
  const missing = {
    ...given,
    review_id,
    marks: { values: { greeting: 'partly' as const }, errors: ['disrespect'] },
  };
  await expect(submitReview(town.app, supervisor(), missing)).rejects.toMatchObject({
    code: 'invalid_input',
    fields: {
      'values.clarity': 'required',
      'reasons.greeting': 'required',
      'reasons.disrespect': 'required',
    },
  });
  const marks = { ...allMet, errors: ['disrespect'], reasons: { disrespect: 'Gritó' } };
  expect(await submitReview(town.app, supervisor(), { ...given, review_id, marks })).toMatchObject({
    score: 0,
  });
});

it('is never made by who attended', async () => {
  await anEndedCall(town, { by: 'supervisor.iztapalapa' });
  const [review_id] = (await drawnReviews(town)) as [string];
  expect(await page('supervisor.iztapalapa', review_id)).toBeNull();
  await expect(submitReview(town.app, supervisor(), { ...given, review_id })).rejects.toMatchObject({
    code: 'review_own',
  });
  const reason = 'No quiero';
  await expect(setReviewAside(town.app, supervisor(), { review_id, reason })).rejects.toMatchObject({
    code: 'review_own',
  });
  await setReviewAside(town.app, staff('marta'), { review_id, reason: 'Se cortó al empezar' });
  expect((await listed('marta', 'done')).find(({ id }) => id === review_id)).toMatchObject({
    state: 'set_aside',
  });
});

it('is taken back by its reviewer on the same day, while nothing was answered', async () => {
  const review_id = await aReview(town, 'submitted');
  await expect(undoReview(town.app, staff('marta'), { review_id })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await undoReview(town.app, supervisor(), { review_id });
  expect(await page('agent.iztapalapa', review_id)).toBeNull();
  await submitReview(town.app, supervisor(), { ...given, review_id });
  town.on('2026-04-30');
  await expect(undoReview(town.app, supervisor(), { review_id })).rejects.toMatchObject({
    code: 'review_undo_too_late',
  });
  await answerReview(town.app, agent(), { review_id, contests: false });
  expect((await page('supervisor.iztapalapa', review_id))!.events.map(({ type }) => type)).toEqual([
    ...['drawn', 'submitted', 'taken_back', 'submitted', 'acknowledged'],
  ]);
});

it('is contested once by who attended, and decided by somebody who neither attended nor reviewed', async () => {
  const review_id = await aReview(town, 'submitted');
  const words = 'Sí saludé';
  await expect(
    answerReview(town.app, supervisor(), { review_id, contests: true, words }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await expect(answerReview(town.app, agent(), { review_id, contests: true })).rejects.toMatchObject({
    code: 'invalid_input',
  });
  await answerReview(town.app, agent(), { review_id, contests: true, words });
  await expect(answerReview(town.app, agent(), { review_id, contests: true, words })).rejects.toMatchObject({
    code: 'review_not_open',
  });
  const ruling = {
    review_id,
    ruling: 'Se oye el saludo',
    marks: { ...allMet, values: { ...allMet.values } },
  };
  await expect(settleReview(town.app, supervisor(), ruling)).rejects.toMatchObject({
    code: 'review_same_reviewer',
  });
  await settleReview(town.app, staff('marta'), {
    ...ruling,
    marks: { ...allMet, values: { ...allMet.values, greeting: 'no' }, reasons: { greeting: 'Breve' } },
  });
  expect(await page('agent.iztapalapa', review_id)).toMatchObject({
    state: 'settled',
    score: 90,
    passes: true,
  });
  await expect(settleReview(town.app, staff('marta'), ruling)).rejects.toMatchObject({
    code: 'review_not_open',
  });
});

it('shows points by month to who was reviewed and to who reviews, by name', async () => {
  const own = await qualityTrend(town.app, await asker('agent.iztapalapa'));
  expect(own.agents.map(({ is_me }) => is_me)).toEqual([true]);
  const { agents } = await qualityTrend(town.app, await asker('supervisor.iztapalapa'));
  expect(agents.map(({ id }) => id)).toContain(agent().user_id);
  expect(agents.every(({ is_me }) => !is_me)).toBe(true);
  expect((await qualityTrend(town.app, await asker('agent.coyoacan'))).agents).toEqual([]);
  const table = exportReviews(town.app, await asker('supervisor.iztapalapa'));
  let rows = 0;
  for await (const page_ of table.pages) rows += page_.length;
  expect(rows).toBeGreaterThan(5);
  expect(table.header[0]).toBe('Comenzó');
});

it('keeps the form that each review was made with', async () => {
  const review_id = await aReview(town, 'submitted');
  const open = await aReview(town);
  const boss = await town.asSystem(async (tx) => {
    const { user_id } = await createUserOf();
    return staffActor(tx, { id: user_id, name: 'Jefa' });
  });
  const form = {
    criteria: [{ code: 'c1', name: 'Resolvió', weight: 1 }],
    critical_errors: [],
    ...{ passes_at: 50, contest_days: null },
  };
  const save = { city_id: town.city_id, version: 0, form };
  await expect(saveQualityForm(town.app, staff('administrator.iztapalapa'), save)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await saveQualityForm(town.app, boss, save);
  await expect(saveQualityForm(town.app, boss, save)).rejects.toMatchObject({ code: 'version_conflict' });
  const twice = { ...form, criteria: [form.criteria[0]!, { ...form.criteria[0]!, code: 'c2' }] };
  await expect(saveQualityForm(town.app, boss, { ...save, version: 1, form: twice })).rejects.toMatchObject({
    fields: { criteria: 'repeated' },
  });
  await expect(submitReview(town.app, supervisor(), { ...given, review_id: open })).rejects.toMatchObject({
    code: 'review_form_changed',
  });
  expect((await page('supervisor.iztapalapa', review_id))!.form.criteria).toHaveLength(5);
  expect(await page('supervisor.iztapalapa', open)).toMatchObject({ form_version: 1, form });
});

const createUserOf = () =>
  createUser(
    town.app,
    { kind: 'system' },
    {
      ...{
        city_id: town.city_id,
        email: 'jefa@pueblo.example',
        name: 'Jefa',
        password: 'cuatro palabras sueltas',
      },
      must_change_password: false,
      grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
    },
  );
