import { expect, it } from 'vitest';
import {
  alternatives,
  beginningOf,
  median,
  planDay,
  readTypedCalls,
  slots_of_day,
  writeTypedCalls,
} from './erlang-plan.ts';

const target = { share: 0.8, within_s: 20 };

it('plans a half hour of a hundred calls with fourteen who answer and twenty on the roster', () => {
  const calls = new Map([
    [18, 100],
    [20, 30],
  ]);
  const plan = planDay({ calls, handling_s: 180, target, shrinkage: 0.3 });
  expect(plan.map(({ slot, agents, rostered }) => [slot, agents, rostered])).toEqual([
    [18, 14, 20],
    [19, 0, 0],
    [20, 5, 8],
  ]);
  expect(plan[0]!.waiting!.service_level).toBeCloseTo(0.8884, 4);
});

it('says why that many: below the traffic it is unstable, one fewer misses the target', () => {
  const rows = alternatives({ calls: 100, agents: 14 }, { handling_s: 180, target });
  expect(rows.map(({ agents }) => agents)).toEqual([10, 11, 12, 13, 14, 15, 16]);
  expect(rows[0]).toMatchObject({ waiting: null, reaches: false });
  expect(rows.filter(({ reaches }) => reaches).map(({ agents }) => agents)).toEqual([14, 15, 16]);
});

it('plans nothing where nobody calls', () => {
  expect(planDay({ calls: new Map(), handling_s: 180, target, shrinkage: 0.3 })).toEqual([]);
  expect(alternatives({ calls: 0, agents: 0 }, { handling_s: 180, target })).toEqual([]);
});

it('names half hours by their beginning', () => {
  expect([0, 1, 19, slots_of_day - 1].map(beginningOf)).toEqual(['00:00', '00:30', '09:30', '23:30']);
});

it('takes the middle of the last weeks', () => {
  expect(median([])).toBe(0);
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 0, 10, 6])).toBe(5);
});

it('keeps what was typed in the address, and nothing else that is written there', () => {
  expect(readTypedCalls('18:12,19:15.5')).toEqual(
    new Map([
      [18, 12],
      [19, 15.5],
    ]),
  );
  expect(readTypedCalls('99:3,18:x,;,20:7').size).toBe(1);
  expect(writeTypedCalls(readTypedCalls('19:15.5,18:12'))).toBe('18:12,19:15.5');
  expect(writeTypedCalls(new Map())).toBeUndefined();
});
