import fc from 'fast-check';
import { expect, it } from 'vitest';
import { adjusted } from './false-discovery.ts';
import { medianOf, timesGrew } from './longer-times.ts';
import { trendOf } from './rising-trend.ts';
import { normalTail, poissonTail } from './tails.ts';
import { shareFell } from './two-shares.ts';
import { weightedShare } from './weighted-share.ts';

// Reference values: SciPy 1.17.1 (norm.sf, poisson.sf, mannwhitneyu with continuity, false_discovery_control, theilslopes).

/** Equal to ten digits that count, however small. */
const near = (found: number | undefined, wanted: number) =>
  expect((found ?? Number.NaN) / wanted).toBeCloseTo(1, 9);

it('knows the tail of the normal distribution, near and far', () => {
  near(normalTail(0), 0.5);
  near(normalTail(3), 0.0013498980316300933);
  near(normalTail(6), 9.865876450376946e-10);
  near(normalTail(-1), 0.8413447460685429);
});

it('knows the tail of the Poisson distribution, near and far', () => {
  near(poissonTail(10, 4), 0.008132242796933871);
  near(poissonTail(20, 3.5), 1.131426237424723e-9);
  near(poissonTail(120, 100), 0.02823039396486565);
  near(poissonTail(1, 0.01), 0.009950166250831952);
  expect([poissonTail(0, 3), poissonTail(2, 0)]).toEqual([1, 0]);
});

it('is the sum of the Poisson chances, whatever is expected', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.double({ min: 0.01, max: 60, noNaN: true }),
      (n, expected) => {
        let [term, below] = [Math.exp(-expected), 0];
        for (let k = 0; k < n; k += 1) {
          below += term;
          term *= expected / (k + 1);
        }
        expect(poissonTail(n, expected)).toBeCloseTo(1 - below, 9);
      },
    ),
  );
});

it('tests two shares, pooled', () => {
  near(shareFell({ hits: 85, n: 100 }, { hits: 70, n: 100 })!, 0.005542583190301342);
  expect(shareFell({ hits: 9, n: 9 }, { hits: 5, n: 5 })).toBe(1);
  expect(shareFell({ hits: 0, n: 0 }, { hits: 5, n: 5 })).toBeNull();
});

const before = new Map([
  [1, 5],
  [2, 8],
  [3, 6],
  [7, 1],
]);
const after = new Map([
  [1, 2],
  [2, 5],
  [3, 9],
  [5, 4],
  [9, 2],
]);

it('tests whether times grew on exact numbers of days, ties and all', () => {
  const found = timesGrew(before, after)!;
  near(found.p, 0.009378183055981391);
  near(found.superiority, 0.7045454545454546);
  expect(timesGrew(new Map([[3, 9]]), new Map([[3, 4]]))).toEqual({ p: 1, superiority: 0.5 });
  expect(timesGrew(before, new Map())).toBeNull();
});

it('tells the median with an interval out of the ranks', () => {
  // Of 20: the 6th and the 15th or so by the binomial distribution; here by its normal form, ranks 5 and 16.
  expect(medianOf(before)).toEqual({ median: 2, low: 1, high: 3, n: 20 });
  expect(medianOf(new Map())).toBeNull();
});

it('tests a rise over weeks, with ties, and tells its slope', () => {
  const found = trendOf([23, 25, 24, 28, 31, 30, 33, 38, 37, 41])!;
  near(found.p, 0.00033838209006052287);
  expect(found.slope).toBeCloseTo(2, 9);
  expect(found.low).toBeCloseTo(1.6666666667, 9);
  expect(found.high).toBeCloseTo(2.3333333333, 9);
  const tied = trendOf([10, 10, 11, 12, 12, 12, 15, 14])!;
  near(tied.p, 0.003507291941040813);
  expect(tied.slope).toBeCloseTo(0.6333333333, 9);
  expect(trendOf([4, 4, 4, 4, 4])).toMatchObject({ p: 1, slope: 0 });
  expect(trendOf([1, 2, 3])).toBeNull();
});

it('says what of many looks would be found by chance', () => {
  const found = adjusted([0.01, 0.04, 0.03, 0.002, 0.2, 0.5]);
  expect(found.map((q) => Math.round(q * 1e6) / 1e6)).toEqual([0.03, 0.06, 0.06, 0.012, 0.24, 0.5]);
  expect(adjusted([])).toEqual([]);
});

it('weighs answers by the closed cases behind them, and counts them as those weights are worth', () => {
  const cells = (portal: number, counter: number) => [
    { unit_id: 'u', closed: 900, n: 30, hits: portal },
    { unit_id: 'u', closed: 100, n: 70, hits: counter },
  ];
  const before = weightedShare(cells(24, 35));
  // By hand: 0.9 × 24/30 + 0.1 × 35/70 = 0.77; 1000² / (900²/30 + 100²/70) = 7,000,000 / 190,000.
  near(before.share, 0.77);
  near(before.effective, 7_000_000 / 190_000);
  expect(before.n).toBe(100);
  const after = weightedShare(cells(15, 35));
  near(after.share, 0.5);
  const worth = ({ share, effective }: typeof before) => ({ hits: share * effective, n: effective });
  // By hand: (0.77 − 0.5) / √(0.635 × 0.365 × 2 / 36.842…) = 2.40706…; unweighted, 59 and 50 of 100 would say 0.1006.
  near(shareFell(worth(before), worth(after)) ?? undefined, 0.008040669191396572);
  near(shareFell({ hits: 59, n: 100 }, { hits: 50, n: 100 }) ?? undefined, 0.1006284960222429);
});

it('counts every answer whole where all weigh alike, and none where nobody answered', () => {
  const alike = [
    { unit_id: 'u', closed: 50, n: 50, hits: 40 },
    { unit_id: 'v', closed: 30, n: 30, hits: 10 },
  ];
  expect(weightedShare(alike)).toEqual({ n: 80, share: 50 / 80, effective: 80 });
  expect(weightedShare([{ unit_id: 'u', closed: 9, n: 0, hits: 0 }])).toEqual({
    n: 0,
    share: 0,
    effective: 0,
  });
});
