import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToCells, contributionsOf, noCells, sourceOf, type KeyedFact } from './cells.ts';
import { quantile } from './figures.ts';
import { isNothing, toPairs } from './tally.ts';
import { FEWEST, hiddenRows } from './masking.ts';
import {
  firstOfMonth,
  firstOfThird,
  lastOfMonth,
  splitEdge,
  splitPeriod,
  stepOf,
  yearBefore,
} from './period.ts';
import { addDays, daysBetween } from '../deadlines/plain-date.ts';

describe('the number of days within which a share was done', () => {
  it('is the one at that rank of the whole list', () => {
    const list = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(list, fc.constantFrom(0.5, 0.9), (days, share) => {
        const histogram = new Map<number, number>();
        for (const one of days) histogram.set(one, (histogram.get(one) ?? 0) + 1);
        const sorted = days.toSorted((one, other) => one - other);
        expect(quantile(histogram, share)).toBe(sorted[Math.ceil(days.length * share - 1e-9) - 1]);
      }),
    );
  });

  it('is nothing where nothing was done', () => expect(quantile(new Map(), 0.5)).toBeNull());
});

describe('what is hidden', () => {
  it.each([
    [[10, 20, 30], []],
    [
      [4, 20, 30],
      [0, 1],
    ],
    [
      [30, 4, 3, 20],
      [1, 2],
    ],
    [
      [0, 20, 1],
      [1, 2],
    ],
    [[3], [0]],
    [[5, 0, 0], []],
  ])('of %j is %j', (counts, hidden) => {
    expect([...hiddenRows(counts)].sort()).toEqual(hidden);
  });

  it('is never one row alone beside others that are told, nor any that is told small', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 }), (counts) => {
        const hidden = hiddenRows(counts);
        for (const [index, count] of counts.entries())
          if (!hidden.has(index)) expect(count === 0 || count >= FEWEST).toBe(true);
        if (hidden.size === 1) expect(counts.filter((count) => count > 0)).toHaveLength(1);
      }),
    );
  });
});

describe('a period in months and days', () => {
  const date = fc.integer({ min: 0, max: 1500 }).map((days) => addDays('2023-01-01', days));

  it('takes days that are no whole month in thirds of it, and five at each end at most', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 30 }), fc.constantFrom(1, -1), (from, more, times) => {
        const to = [addDays(from, more), lastOfMonth(from)].sort()[0]!;
        const { thirds, days } = splitEdge({ from, to, times: times as 1 | -1 });
        if (thirds !== null)
          expect([firstOfThird(thirds.from), firstOfThird(addDays(thirds.to, 1))]).toEqual([
            thirds.from,
            addDays(thirds.to, 1),
          ]);
        const single = days.reduce((sum, day) => sum + daysBetween(day.from, day.to) + 1, 0);
        const touches = from === firstOfMonth(from) || to === lastOfMonth(to);
        const isInOne = firstOfThird(from) === firstOfThird(to);
        expect(single).toBeLessThanOrEqual(touches || isInOne ? 5 : 10);
        const pieces = [...days, ...(thirds === null ? [] : [thirds])];
        for (let day = addDays(from, -35); day <= addDays(to, 35); day = addDays(day, 1)) {
          const holding = pieces.filter((piece) => day >= piece.from && day <= piece.to);
          const sum = holding.reduce((n, piece) => n + piece.times, 0);
          expect([day, sum]).toEqual([day, day >= from && day <= to ? times : 0]);
        }
      }),
    );
  });

  it('holds each of its days once, up to today', () => {
    fc.assert(
      fc.property(date, date, date, (one, other, today) => {
        const [from, to] = one <= other ? [one, other] : [other, one];
        const { months, edges } = splitPeriod({ from, to }, today);
        const whole = months === null ? [] : [{ from: months.from, to: lastOfMonth(months.to), times: 1 }];
        const pieces = [...edges, ...whole];
        for (const edge of edges)
          if (months !== null) expect(daysBetween(edge.from, edge.to)).toBeLessThan(16);
        for (let day = addDays(from, -40); day <= addDays(to, 40); day = addDays(day, 1)) {
          if (day > today) continue;
          const holding = pieces.filter((piece) => day >= piece.from && day <= piece.to);
          const times = holding.reduce((sum, piece) => sum + piece.times, 0);
          expect([day, times]).toEqual([day, day >= from && day <= to ? 1 : 0]);
        }
      }),
    );
  });

  it('has the same days a year before', () => {
    expect(yearBefore({ from: '2024-02-01', to: '2024-02-29' })).toEqual({
      from: '2023-02-01',
      to: '2023-02-28',
    });
    expect(yearBefore({ from: '2025-02-01', to: '2025-02-28' })).toEqual({
      from: '2024-02-01',
      to: '2024-02-29',
    });
    expect(yearBefore({ from: '2026-03-03', to: '2026-05-12' })).toEqual({
      from: '2025-03-03',
      to: '2025-05-12',
    });
  });

  it.each([
    ['2026-01-31', 'day'],
    ['2026-06-30', 'week'],
    ['2026-12-31', 'month'],
  ])('until %s is drawn by %s', (to, step) => expect(stepOf({ from: '2026-01-01', to })).toBe(step));
});

const fact: KeyedFact = {
  keys: { city: 1, authority: 2, unit: 3, service: 4, kind: 5, channel: 6, borough: 7, neighbourhood: 8 },
  ...{
    received_on: '2026-03-30',
    week_hour: 10,
    replied_on: '2026-04-02',
    reply_days: 3,
    reply_in_time: true,
  },
  ...{ resolved_on: '2026-04-20', resolve_days: null, resolve_in_time: null },
  ...{ ended_on: null, ending: null, first_contact: false, overdue: ['2026-04-07', '2026-04-20'] },
};

describe('what a petition adds', () => {
  it('is each thing once, on its day', () => {
    const told = contributionsOf(fact).map(({ on, tally }) => ({
      on,
      counted: Object.entries(tally.counts).filter(([, n]) => n !== 0),
      days: [tally.reply_days, tally.resolve_days, tally.hours].map(toPairs),
    }));
    expect(told).toEqual([
      { on: '2026-03-30', counted: [['received', 1]], days: [[], [], [10, 1]] },
      {
        on: '2026-04-02',
        counted: [
          ['replied_in_time', 1],
          ['answered', 1],
        ],
        days: [[3, 1], [], []],
      },
      {
        on: '2026-04-20',
        counted: [
          ['resolved_without_term', 1],
          ['answered', 1],
        ],
        days: [[], [], []],
      },
      { on: '2026-04-07', counted: [['overdue', 1]], days: [[], [], []] },
      { on: '2026-04-20', counted: [['overdue', -1]], days: [[], [], []] },
    ]);
  });

  it('is answered once on a day, by its first reply or its outcome', () => {
    const atOnce = { ...fact, replied_on: '2026-04-20', resolved_on: null, ended_on: '2026-04-20' };
    const answered = contributionsOf({ ...atOnce, ending: 'withdrawn' }).filter(
      ({ tally }) => tally.counts.answered !== 0,
    );
    expect(answered.map(({ on, tally }) => [on, tally.counts.answered])).toEqual([['2026-04-20', 1]]);
  });

  it('is nothing after it was taken out again', () => {
    const counts = noCells();
    addToCells(counts, fact, 1);
    expect(counts.cells.size).toBeGreaterThan(50);
    // Months and thirds of months of six things together, and the days on which another number of them was overdue.
    expect([...counts.cube.keys()].sort()).toEqual([
      '1/2/3/4/5/6/7/2026-03-01',
      '1/2/3/4/5/6/7/2026-04-01',
      '2/2/3/4/5/6/7/2026-04-07',
      '2/2/3/4/5/6/7/2026-04-20',
      '3/2/3/4/5/6/7/2026-03-21',
      '3/2/3/4/5/6/7/2026-04-01',
      '3/2/3/4/5/6/7/2026-04-11',
    ]);
    addToCells(counts, fact, -1);
    const left = [...counts.cells.values(), ...counts.cube.values()];
    expect(left.filter((cell) => !isNothing(cell))).toEqual([]);
  });

  it('waits where nothing ended it', () => {
    const open: KeyedFact = { ...fact, resolved_on: null };
    const waiting = contributionsOf(open).filter(({ tally }) => tally.counts.waiting === 1);
    expect(waiting.map(({ on }) => on)).toEqual(['2026-03-30']);
  });

  it('is found in cells for what is asked often, in the cube for three things, and else in the facts', () => {
    expect(sourceOf([], 'day')).toBe('cells');
    expect(sourceOf(['unit'], 'day')).toBe('cells');
    expect(sourceOf(['authority', 'service'], 'month')).toBe('cells');
    expect(sourceOf(['service', 'authority'], 'month')).toBe('cells');
    expect(sourceOf(['authority', 'service'], 'day')).toBe('facts');
    expect(sourceOf(['authority', 'service', 'kind'], 'month')).toBe('cube');
    expect(sourceOf(['unit', 'service'], 'month')).toBe('cube');
    expect(sourceOf(['borough', 'neighbourhood'], 'month')).toBe('cells');
    expect(sourceOf(['neighbourhood'], 'month')).toBe('facts');
    expect(sourceOf(['service', 'borough', 'neighbourhood'], 'month')).toBe('facts');
  });
});
