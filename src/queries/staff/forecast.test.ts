import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { writeFacts, type MadeFact } from '../../../test/made-facts.ts';
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

/** Every day two, on Mondays six, each replied to a day later; all in the unit of the one petition that there is. */
async function aHistory(): Promise<void> {
  const values = {
    ...{ city: '', authority: town.authorities.iztapalapa!, unit: town.units['iztapalapa/alumbrado']! },
    ...{ service: '', kind: '', channel: '', borough: '', neighbourhood: '' },
  };
  const days = Array.from({ length: 140 }, (_, back) => addDays(today, -1 - back)).flatMap((on) =>
    Array.from({ length: weekdayOf(on) === 1 ? 6 : 2 }, () => on),
  );
  await writeFacts(
    town,
    days.map((received_on) => answeredOn(received_on, addDays(received_on, 1), values)),
  );
}

const answeredOn = (received_on: string, on: string, values: MadeFact['values']): MadeFact => ({
  ...{ petition_id: newId(), version: 1, filing_authority: 0, values, received_on, week_hour: 0 },
  ...{
    replied_on: on,
    reply_days: 1,
    reply_in_time: true,
    resolved_on: on,
    resolve_days: 1,
    resolve_in_time: true,
  },
  ...{ ended_on: null, ending: null, first_contact: false, overdue: [], due_at: null, reopened: 0 },
  ...{ outcome_class: 'resolved', latitude: null, longitude: null, precision_m: null },
});

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
