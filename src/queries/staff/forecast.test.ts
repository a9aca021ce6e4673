import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { projectStatistics } from '../../actions/statistics/project-statistics.ts';
import { addDays, weekdayOf } from '../../core/deadlines/plain-date.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { forecast } from './forecast.ts';

const today = '2026-04-29';
let town: Town;
beforeAll(async () => {
  town = await aTown();
  town.on(today);
  await aPetition(town);
  while ((await projectStatistics(town.app, { kind: 'system' }, {})).more);
  await aHistory();
});
afterAll(() => town.drop());

/** The fact of one petition again and again: every day two, on Mondays six, each replied to a day later. */
async function aHistory(): Promise<void> {
  const rows = Array.from({ length: 140 }, (_, back) => addDays(today, -1 - back)).flatMap((on) =>
    Array.from({ length: weekdayOf(on) === 1 ? 6 : 2 }, () => ({ id: newId(), on })),
  );
  await town.asSystem((tx) =>
    sql`insert into petition_facts select (jsonb_populate_record(f, jsonb_build_object('petition_id', r.id,
        'received_on', r.on, 'replied_on', r.on + 1, 'resolved_on', r.on + 1, 'due_at', null))).*
      from petition_facts f cross join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, "on" date)`.execute(
      tx,
    ),
  );
}

async function told(who: string, asked = {}) {
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  return forecast(town.app, { actor: town.staff[who]!, city }, asked);
}

it('tells a unit ten business days ahead, with the holiday of its own calendar', async () => {
  const { arrivals, recent } = (await told('julian'))!;
  const days = arrivals!.days;
  expect(days.filter(({ kind }) => kind === 'working')).toHaveLength(10);
  // Friday 1 May is a holiday in the town.
  expect(days.find(({ on }) => on === '2026-05-01')).toMatchObject({ kind: 'holiday' });
  expect(days.find(({ on }) => on === '2026-05-04')).toMatchObject({ kind: 'working', expected: 6 });
  expect(days.find(({ on }) => on === '2026-05-06')).toMatchObject({ expected: 2, low: 2, high: 2 });
  expect(recent.at(-1)).toEqual({ on: '2026-04-28', kind: 'working', n: 2 });
});

it('tells what will fall overdue against the pace of the last weeks', async () => {
  const { overdue } = (await told('julian'))!;
  expect(overdue.now).toBe(0);
  // 18 in a week of five business days; two weeks of the eight had days off.
  expect(overdue.pace.usual).toBeGreaterThan(3.5);
  expect(overdue.days.reduce((sum, { due }) => sum + due, 0)).toBe(1);
  expect(overdue.days.at(-1)!.expected).toBe(0);
});

it('tells nothing of a place that is not the asker’s', async () => {
  expect(await told('julian', { unit_id: town.units['iztapalapa/obras'] })).toBeNull();
  expect((await told('supervisor.coyoacan'))!.arrivals).toBeNull();
});
