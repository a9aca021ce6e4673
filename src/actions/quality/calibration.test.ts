import { afterAll, beforeAll, expect, it } from 'vitest';
import { aCalibration, allMet, anEndedCall, aReview } from '../../../test/a-review.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { calibrationPage } from '../../queries/staff/calibration-page.ts';
import { listCalibrations } from '../../queries/staff/calibrations.ts';
import { qualityReview } from '../../queries/staff/quality-review.ts';
import { qualityTrend } from '../../queries/staff/quality-trend.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { answerReview } from './answer-review.ts';
import { compareCalibration, giveUpCalibration, keepReference, scoreCalibration } from './calibrate.ts';
import { drawSample } from './draw-sample.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());

const staff = (who: string) => town.staff[who]!;
const asker = async (who: string) => ({
  actor: staff(who),
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const page = async (who: string, id: string) => calibrationPage(town.app, await asker(who), id);
const partly = {
  ...allMet,
  values: { ...allMet.values, greeting: 'partly' as const },
  reasons: { greeting: 'Saludó sin decir su nombre' },
};

it('is judged blind by several, compared once two have finished, and leaves one reference', async () => {
  const { calibration_id } = await aCalibration(town, 2);
  const given = (await page('supervisor.iztapalapa', calibration_id))!;
  const [first, second] = given.items.map(({ id }) => id) as [string, string];
  const score = (who: string, item_id: string, marks: typeof allMet | typeof partly) =>
    scoreCalibration(town.app, staff(who), { calibration_id, item_id, marks });
  await score('supervisor.iztapalapa', first, partly);
  // Until they are compared each one may think again.
  await score('supervisor.iztapalapa', first, allMet);
  await score('supervisor.iztapalapa', second, allMet);
  await score('marta', first, partly);
  const blind = (await page('marta', calibration_id))!;
  expect(blind.items.map(({ mine, scores }) => [mine?.values['greeting'], scores])).toEqual([
    ['partly', []],
    [undefined, []],
  ]);
  expect(blind.agreement).toBeNull();
  await expect(compareCalibration(town.app, staff('marta'), { calibration_id })).rejects.toMatchObject({
    code: 'calibration_needs_two',
  });
  const early = { calibration_id, item_id: first, marks: partly, words: 'Antes de tiempo' };
  await expect(keepReference(town.app, staff('marta'), early)).rejects.toMatchObject({
    code: 'review_not_open',
  });
  await score('marta', second, allMet);
  // Who judged nothing does not close it for who still judges.
  const head = { calibration_id };
  await expect(compareCalibration(town.app, staff('unit_head.iztapalapa'), head)).rejects.toMatchObject({
    code: 'calibration_not_judged',
  });
  await compareCalibration(town.app, staff('marta'), { calibration_id });
  await expect(score('marta', second, partly)).rejects.toMatchObject({ code: 'review_not_open' });
  const told = (await page('supervisor.iztapalapa', calibration_id))!;
  expect(told.items[0]!.scores.map(({ judge, score: points }) => [judge.name, points])).toEqual([
    ...[
      [staff('marta').name, 95],
      [staff('supervisor.iztapalapa').name, 100],
    ].sort(),
  ]);
  // Two interactions, one of them greeted otherwise: half agree, and chance gives as much. Of ten marks nine agree.
  expect(told.agreement!.criteria[0]).toEqual({ code: 'greeting', n: 2, share: 0.5, kappa: 0 });
  expect(told.agreement!.whole).toMatchObject({ n: 10, share: 0.9 });
  const kept = { calibration_id, item_id: first, marks: partly, words: 'Sin nombre es en parte' };
  expect(await keepReference(town.app, staff('marta'), kept)).toMatchObject({ score: 95 });
  await expect(keepReference(town.app, staff('marta'), kept)).rejects.toMatchObject({
    code: 'review_not_open',
  });
  expect((await page('marta', calibration_id))!.items[0]!.reference).toMatchObject({
    ...{ score: 95, words: 'Sin nombre es en parte', by: staff('marta').name },
  });
  const { items } = await listCalibrations(town.app, await asker('marta'));
  expect(items.find(({ id }) => id === calibration_id)).toMatchObject({ kept: 1, mine: 2, finished: 2 });
});

it('counts nowhere for who attended, who sees nothing of it, nor does anybody elsewhere', async () => {
  const { calibration_id } = await aCalibration(town, 1);
  for (const who of ['agent.iztapalapa', 'supervisor.coyoacan', 'berta']) {
    expect(await page(who, calibration_id), who).toBeNull();
    const { items } = await listCalibrations(town.app, await asker(who));
    expect(items, who).toEqual([]);
  }
  const theirs = await qualityTrend(town.app, await asker('agent.iztapalapa'));
  expect(theirs.agents).toEqual([]);
  // What several judge is not drawn for a review.
  const day = town.app.now().slice(0, 10);
  const order = { city_id: town.city_id, authority_id: town.authorities['iztapalapa']! };
  await expect(
    drawSample(town.app, staff('supervisor.iztapalapa'), {
      ...order,
      from: day,
      until: day,
      per_stratum: 20,
    }),
  ).rejects.toMatchObject({ code: 'nothing_to_review' });
  // Nobody judges what they attended, nor what lies in another calibration: where there is nothing else, it is drawn.
  const mine = await anEndedCall(town, { by: 'marta' });
  const { calibration_id: other } = await aCalibration(town, 0);
  const drawn = await town.asSystem((tx) =>
    tx
      .selectFrom('quality_calibration_items')
      .select(['id', 'interaction_id'])
      .where('calibration_id', '=', other)
      .execute(),
  );
  expect(drawn.map(({ interaction_id }) => interaction_id)).toContain(mine);
  expect(await page('marta', other)).toBeNull();
  const item_id = drawn[0]!.id;
  await expect(
    scoreCalibration(town.app, staff('marta'), { calibration_id: other, item_id, marks: allMet }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    scoreCalibration(town.app, staff('supervisor.iztapalapa'), { calibration_id, item_id, marks: allMet }),
  ).rejects.toMatchObject({ code: 'not_found' });
});

it('is drawn of what nobody who reviews there attended, and given up frees it', async () => {
  const mine = await anEndedCall(town, { by: 'marta' });
  const { calibration_id } = await aCalibration(town, 1);
  const drawn = () =>
    town.asSystem((tx) =>
      tx.selectFrom('quality_calibration_items').select(['calibration_id', 'interaction_id']).execute(),
    );
  expect((await drawn()).map(({ interaction_id }) => interaction_id)).not.toContain(mine);
  const given = (await page('marta', calibration_id))!;
  expect([given.is_mine, (await page('supervisor.iztapalapa', calibration_id))!.is_mine]).toEqual([
    ...[false, true],
  ]);
  await scoreCalibration(town.app, staff('marta'), {
    ...{ calibration_id, item_id: given.items[0]!.id, marks: allMet },
  });
  const giveUp = (who: string) => giveUpCalibration(town.app, staff(who), { calibration_id });
  await expect(giveUp('marta')).rejects.toMatchObject({ code: 'forbidden' });
  await giveUp('supervisor.iztapalapa');
  expect((await drawn()).map((one) => one.calibration_id)).not.toContain(calibration_id);
  expect(await page('marta', calibration_id)).toBeNull();
  const again = await aCalibration(town, 0);
  expect((await page('marta', again.calibration_id))!.items).toHaveLength(1);
  await expect(giveUp('supervisor.iztapalapa')).rejects.toMatchObject({ code: 'not_found' });
});

it('may be contested so many business days, by the calendar of the authority', async () => {
  const [review_id, late] = [await aReview(town, 'submitted'), await aReview(town, 'submitted')];
  const told = (await qualityReview(town.app, await asker('agent.iztapalapa'), review_id))!;
  // Wednesday 29 April; Friday 1 May is a holiday: Thursday 30, Monday 4 to Thursday 7.
  expect([told.submitted_on, told.contest_until]).toEqual(['2026-04-29', '2026-05-07']);
  const words = 'Sí saludé';
  const answer = (id: string, contests: boolean) =>
    answerReview(town.app, staff('agent.iztapalapa'), { review_id: id, contests, words });
  town.on('2026-05-07');
  expect(await answer(review_id, true)).toMatchObject({ state: 'contested' });
  town.on('2026-05-08');
  await expect(answer(late, true)).rejects.toMatchObject({
    ...{ code: 'review_contest_too_late', details: { until: '2026-05-07' } },
  });
  expect(await answer(late, false)).toMatchObject({ state: 'acknowledged' });
});
