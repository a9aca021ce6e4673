import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { addDays, weekdayOf, type PlainDate } from '../deadlines/plain-date.ts';
import { forecastArrivals, holidayShare, type CountedDay, type DayKind } from './arrivals.ts';
import { forecastOverdue, paceOf } from './overdue.ts';

const holidays = new Set<PlainDate>();
const kindOf = (on: PlainDate): DayKind =>
  holidays.has(on) ? 'holiday' : weekdayOf(on) > 5 ? 'day_off' : 'working';

/** Days from a Monday on. */
const days = (
  length: number,
  count: (on: PlainDate, at: number) => number,
  from = '2026-01-05',
): CountedDay[] =>
  Array.from({ length }, (_, at) => {
    const on = addDays(from, at);
    return { on, kind: kindOf(on), n: count(on, at) };
  });
const ahead = (history: readonly CountedDay[], length = 14) =>
  Array.from({ length }, (_, at) => {
    const on = addDays(history.at(-1)!.on, at + 1);
    return { on, kind: kindOf(on) };
  });

it('tells each weekday as the last eight were, without the least and the greatest', () => {
  // Mondays 10, weekends 2, and one Monday of 90 that counts for nothing.
  const history = days(140, (on, at) =>
    at === 126 ? 90 : weekdayOf(on) === 1 ? 10 : weekdayOf(on) > 5 ? 2 : 6,
  );
  const told = forecastArrivals(history, ahead(history))!;
  // The trend is told of four weeks: 4 Mondays (120), 16 other days (96) and 8 of weekends (16) against 152.
  expect(told.trend).toBeCloseTo((90 + 30 + 96 + 16) / 152, 9);
  const by = Object.fromEntries(told.days.map(({ on, expected }) => [weekdayOf(on), expected]));
  expect(by[1]! / told.trend).toBeCloseTo(10, 9);
  expect(by[3]! / told.trend).toBeCloseTo(6, 9);
  expect(by[7]! / told.trend).toBeCloseTo(2, 9);
});

it('follows a change of the last four weeks, and believes no more than twice as many', () => {
  const grown = days(140, (_, at) => (at < 112 ? 10 : 12));
  expect(forecastArrivals(grown, ahead(grown))!.trend).toBeCloseTo(1.2, 9);
  const leaped = days(140, (_, at) => (at < 112 ? 10 : 50));
  expect(forecastArrivals(leaped, ahead(leaped))!.trend).toBe(2);
});

it('tells a holiday by its share of an ordinary day, and as a Sunday where too few are known', () => {
  for (const on of ['2026-03-02', '2026-03-24', '2026-04-13', '2026-05-25']) holidays.add(on);
  const history = days(140, (on) => (holidays.has(on) ? 3 : weekdayOf(on) === 7 ? 1 : 12));
  expect(holidayShare(history)).toBeCloseTo(0.25, 9);
  const monday = { on: '2026-05-25', kind: 'holiday' } as const;
  expect(forecastArrivals(history, [monday])!.days[0]!.expected).toBeCloseTo(3, 9);
  const short = history.map((day) => (day.kind === 'holiday' ? { ...day, kind: 'working' as const } : day));
  const sunday = forecastArrivals(short, [monday])!;
  expect(sunday.days[0]!.expected / sunday.trend).toBeCloseTo(1, 9);
  holidays.clear();
});

it('says nothing of a unit that has no eight weeks yet', () => {
  const history = days(55, () => 4);
  expect(forecastArrivals(history, ahead(history))).toBeNull();
});

interface Fixture {
  readonly from: string;
  readonly holidays: readonly string[];
  readonly counts: readonly number[];
}

it('holds nine days of ten of a real city within its intervals, told two weeks before', () => {
  const file = new URL('../../../test/fixtures/arrivals/baltimore-311.json', import.meta.url);
  const { from, holidays: off, counts } = JSON.parse(readFileSync(file, 'utf8')) as Fixture;
  for (const on of off) holidays.add(on);
  const all = days(counts.length, (_, at) => counts[at]!, from);
  const seen = { days: 0, within: 0, error: 0, naive: 0, checked: 0, checked_within: 0 };
  for (let until = 180; until + 14 <= all.length; until += 7) {
    const told = forecastArrivals(all.slice(0, until), all.slice(until, until + 14))!;
    seen.checked += told.checked.days;
    seen.checked_within += told.checked.within;
    for (const [at, { expected, low, high }] of told.days.entries()) {
      const { n } = all[until + at]!;
      seen.days += 1;
      if (n >= low && n <= high) seen.within += 1;
      seen.error += Math.abs(n - expected);
      // The same weekday of the last week that was known.
      seen.naive += Math.abs(n - all[until + (at % 7) - 7]!.n);
    }
  }
  holidays.clear();
  expect(seen.days).toBeGreaterThan(600);
  expect(seen.within / seen.days).toBeGreaterThan(0.86);
  expect(seen.within / seen.days).toBeLessThan(0.99);
  expect(seen.checked_within / seen.checked).toBeGreaterThan(0.86);
  // Better than «as last week» by a fifth at least.
  expect(seen.error / seen.naive).toBeLessThan(0.8);
});

it('tells what falls overdue where everything is answered in the order of its term', () => {
  const day = (on: string, due: number, is_business = true) => ({ on, due, is_business });
  const ahead_ = [
    day('2026-05-07', 4),
    day('2026-05-08', 10),
    day('2026-05-09', 3, false),
    day('2026-05-11', 0),
  ];
  const told = forecastOverdue(5, ahead_, { usual: 6, slow: 4, good: 8 });
  // 5 + 4 − 6, then + 10 − 6, then + 3, then − 6.
  expect(told.map(({ expected }) => expected)).toEqual([3, 7, 10, 4]);
  expect(told.map(({ high }) => high)).toEqual([5, 11, 14, 10]);
  expect(told.map(({ low }) => low)).toEqual([1, 3, 6, 0]);
});

it('tells the pace of the weeks, and of the second slowest and second best', () => {
  const weeks = [10, 20, 30, 40, 50].map((answered) => ({ answered, business_days: 5 }));
  expect(paceOf(weeks)).toEqual({ usual: 6, slow: 4, good: 8 });
  expect(paceOf([{ answered: 12, business_days: 4 }])).toEqual({ usual: 3, slow: 3, good: 3 });
  expect(paceOf([{ answered: 0, business_days: 0 }])).toEqual({ usual: 0, slow: 0, good: 0 });
});
