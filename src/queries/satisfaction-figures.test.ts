import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, type Town } from '../../test/town.ts';
import { aPetition } from '../../test/builders.ts';
import { cityConfiguration } from '../store/city-configuration.ts';
import { newId } from '../store/ids.ts';
import { publicSatisfaction } from './public/satisfaction.ts';
import { addUpSurveys, recountSurveys } from '../store/survey-cells.ts';
import { breakdowns, figuresOfRows, satisfactionFigures } from './satisfaction-figures.ts';
import { satisfactionOfGroups } from './satisfaction-groups.ts';
import { satisfactionTable, staffSatisfaction } from './staff/satisfaction.ts';

let town: Town;
beforeAll(async () => {
  town = await aTown();
  const { petition_id } = await aPetition(town);
  await answers(petition_id, {
    channel: 'portal',
    unit: 'iztapalapa/alumbrado',
    closed: 40,
    good: 15,
    bad: 5,
  });
  await answers(petition_id, { channel: 'phone', unit: 'iztapalapa/obras', closed: 60, good: 3, bad: 2 });
});
afterAll(() => town.drop());

/** Closings of one channel and unit, of which some were answered well and some badly. */
async function answers(
  petition_id: string,
  given: { channel: string; unit: string; closed: number; good: number; bad: number },
): Promise<void> {
  const { channel, unit, closed, good, bad } = given;
  const row = (at: number) => {
    const answered = at < good + bad;
    const day = Date.parse('2026-03-01T16:00:00Z') + at * 60_000 + (channel === 'phone' ? 1000 : 0);
    return {
      ...{ id: newId(), city_id: town.city_id, petition_id, kind_code: 'report', channel },
      ...{ authority_id: town.authorities['iztapalapa']!, unit_id: town.units[unit]! },
      ...{ service_id: town.services['luminaria']!, responsible_id: town.staff['julian']!.user_id },
      ...{ closed_at: new Date(day).toISOString(), closed_on: '2026-03-01', carried_by: 'email' },
      ...{ asked_at: '2026-03-01T16:00:00Z', expires_at: '2026-03-11T16:00:00Z' },
      ...(answered
        ? {
            ...{ answered_at: '2026-03-02T16:00:00Z', satisfaction: at < good ? 5 : 1, ease: 4, clarity: 4 },
            solved: at < good ? 'yes' : 'no',
          }
        : {}),
    };
  };
  const rows = Array.from({ length: closed }, (_, at) => row(at));
  await town.asSystem(async (tx) => {
    for (const one of rows) await tx.insertInto('surveys').values(one).execute();
  });
}

const asked = () => ({ city_id: town.city_id, from: '2026-01-01', until: '2026-12-31' });

/** As they are now, without what was told before. */
const figures = () => town.asSystem((tx) => satisfactionFigures(tx, asked(), 'channel'));

async function asking(who: string) {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  return { actor: town.staff[who]!, city };
}

it('tells the whole with its response rate, raw and weighted', async () => {
  const { whole } = await publicSatisfaction(town.app, asked(), 'channel');
  expect(whole).toMatchObject({ closed: 100, asked: 100, complete: 25, response_rate: 25, needed: 80 });
  expect(whole.satisfaction).toMatchObject({ n: 25, percent: 72, insufficient: true });
  // 40 closed at 75 % and 60 at 60 %.
  expect(whole.satisfaction!.weighted).toBeCloseTo(66, 6);
  expect(whole.ease).toMatchObject({ mean: 4, percent: 100 });
});

it('tells beside it whether works last, of as many as were asked that', async () => {
  const before = (await figures()).whole;
  expect(before).toMatchObject({ lasting_due: 0, lasting_asked: 0, lasting: null });
  await town.asSystem(async (tx) => {
    // A month later a row more of the first forty closings: twelve of thirty who were asked say something.
    const firsts = await tx
      .selectFrom('surveys')
      .selectAll()
      .where('channel', '=', 'portal')
      .orderBy('closed_at')
      .execute();
    for (const [at, first] of firsts.entries()) {
      const answered = at < 12 ? { answered_at: '2026-04-02T16:00:00Z', solved: at < 9 ? 'yes' : 'no' } : {};
      const unasked = { carried_by: null, asked_at: null, expires_at: null, not_asked: 'asked_recently' };
      await tx
        .insertInto('surveys')
        .values({
          ...{ ...first, id: newId(), asks: 'if_it_lasts', answered_at: null, solved: null },
          ...{ satisfaction: null, ease: null, clarity: null, ...answered },
          ...(at < 30 ? {} : unasked),
        })
        .execute();
    }
  });
  const { whole, groups } = await figures();
  expect(whole).toMatchObject({
    ...before,
    lasting_due: 40,
    lasting_asked: 30,
    lasting: { n: 12, percent: 75 },
  });
  expect(groups.find(({ key }) => key === 'portal')?.figures.lasting).toMatchObject({ n: 12 });
  expect(groups.find(({ key }) => key === 'phone')?.figures).toMatchObject({ lasting_due: 0, lasting: null });
});

it('gives those who ask the same at once one answer', async () => {
  const question = { ...asked(), until: '2026-11-30' };
  const [one, other] = [
    publicSatisfaction(town.app, question, 'channel'),
    publicSatisfaction(town.app, { ...question }, 'channel'),
  ];
  expect(await other).toBe(await one);
  expect(await publicSatisfaction(town.app, question, 'unit')).not.toBe(await one);
});

it('hides a cell of fewer than ten, and the one from which it could be told', async () => {
  const { groups } = await publicSatisfaction(town.app, asked(), 'channel');
  expect(groups.map(({ key, figures }) => [key, figures.satisfaction])).toEqual([
    ['phone', null],
    ['portal', null],
  ]);
  const { whole } = await publicSatisfaction(town.app, { ...asked(), channel: 'phone' }, 'channel');
  expect(whole.satisfaction).toBeNull();
  const nobody = await publicSatisfaction(town.app, { ...asked(), channel: 'letter' }, 'channel');
  expect(nobody.whole).toMatchObject({ closed: 0, response_rate: null, satisfaction: null });
});

it('tells staff of their own place alone, and of one person from thirty answers on', async () => {
  const supervisor = await asking('supervisor.iztapalapa');
  const period = { from: '2026-01-01', until: '2026-12-31' };
  const people = await staffSatisfaction(town.app, supervisor, { ...period, by: 'responsible' });
  expect(people.groups).toMatchObject([{ figures: { closed: 100, satisfaction: null } }]);
  const elsewhere = await staffSatisfaction(town.app, await asking('supervisor.coyoacan'), period);
  expect(elsewhere.whole.closed).toBe(0);
  const forged = { ...period, authority_id: town.authorities['iztapalapa']! };
  expect((await staffSatisfaction(town.app, await asking('supervisor.coyoacan'), forged)).whole.closed).toBe(
    0,
  );
});

it('writes the same as a table', async () => {
  const supervisor = await asking('supervisor.iztapalapa');
  const table = await satisfactionTable(town.app, supervisor, {
    from: '2026-01-01',
    until: '2026-12-31',
    by: 'authority',
  });
  const rows = [];
  for await (const page of table.pages) rows.push(...page);
  expect(table.header).toHaveLength(rows[0]!.length);
  expect(rows[0]!.slice(0, 8)).toEqual(['En conjunto', 100, 100, 25, 25, 80, 25, 72]);
});

it('tells the same from the counts of whole months as from the rows, changed answers and new ones included', async () => {
  const both = async (by: (typeof breakdowns)[number], more: object = {}) => {
    const question = { ...asked(), ...more };
    const [counted, rows] = await town.asSystem(async (tx) => [
      await satisfactionFigures(tx, question, by),
      await figuresOfRows(tx, question, by),
    ]);
    expect(counted).toEqual(rows);
    return counted!;
  };
  const every = async () => {
    for (const by of breakdowns) await both(by);
    await both('unit', { service_id: town.services['luminaria']! });
    await both('channel', { authority_id: town.authorities['iztapalapa']!, channel: 'phone' });
    return (await both('service')).whole;
  };
  const before = await every();
  expect(before).toMatchObject({ closed: 100, complete: 25 });
  expect(await town.asSystem((tx) => addUpSurveys(tx, 7))).toBe(7);
  await every();
  while ((await town.asSystem((tx) => addUpSurveys(tx))) > 0);
  expect(await every()).toEqual(before);
  await town.asSystem(async (tx) => {
    const bad = tx.selectFrom('surveys').select('id').where('satisfaction', '=', 1).limit(1);
    await tx.updateTable('surveys').set({ satisfaction: 5, ease: null }).where('id', 'in', bad).execute();
    const quiet = tx.selectFrom('surveys').select('id').where('answered_at', 'is', null).limit(1);
    const answer = { answered_at: '2026-03-03T16:00:00Z', satisfaction: 3, solved: 'no' };
    await tx.updateTable('surveys').set(answer).where('id', 'in', quiet).execute();
  });
  const after = await every();
  expect(after).toMatchObject({ complete: 24, satisfaction: { n: 26 } });
  await town.asSystem((tx) => recountSurveys(tx));
  expect(await every()).toEqual(after);
});

it('tells what people of a group say, from ten of them on', async () => {
  const groups = () => town.asSystem((tx) => satisfactionOfGroups(tx, asked()));
  expect(await groups()).toEqual([]);
  await town.asSystem(async (tx) => {
    const answered = await tx.selectFrom('surveys').select('id').where('satisfaction', '=', 5).execute();
    const ids = answered.map(({ id }) => id);
    const say = (gender: string, some: string[]) =>
      tx.updateTable('surveys').set({ gender, age_band: '18_29' }).where('id', 'in', some).execute();
    await say('woman', ids.slice(0, 12));
    await say('man', ids.slice(12, 15));
  });
  const told = await groups();
  expect(told.map(({ value, told: shown }) => [value, shown?.n ?? null])).toEqual([
    ['18_29', 15],
    ['woman', null],
    ['man', null],
  ]);
  expect(told[0]?.told?.satisfaction.percent).toBe(100);
});
