/** The 97.5th percentile of the normal distribution: 95 % of confidence. */
const z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's 95 % interval of a share.
 * @returns shares between 0 and 1
 * @throws RangeError without answers, or with more hits than answers
 */
export function wilson(hits: number, n: number): Interval {
  if (n <= 0 || hits < 0 || hits > n) throw new RangeError('A share needs answers');
  const share = hits / n;
  const middle = share + (z * z) / (2 * n);
  const reach = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return { low: Math.max(0, (middle - reach) / scale), high: Math.min(1, (middle + reach) / scale) };
}

/**
 * How many answers tell a share to so many points with 95 % of confidence where nothing is known of it (p = 0.5), of so many
 * closed cases; protocol K.3.
 * @param population Infinity for one that has no end
 * @param points of error to either side
 */
export function sampleSize(population: number, points = 5): number {
  if (population <= 0) return 0;
  const endless = (z * z * 0.25) / (points / 100) ** 2;
  return Math.ceil(endless / (1 + (endless - 1) / population));
}

/**
 * The net of a scale from 1 to 7 as Chile publishes it: percentage of 6 and 7 less that of 1 to 4.
 * @param counts of 1, 2, … 7
 * @returns points from -100 to 100; null without answers
 */
export function netOfSeven(counts: readonly number[]): number | null {
  const sum = (from: number, until: number) =>
    counts.slice(from, until).reduce((total, count) => total + count, 0);
  const n = sum(0, 7);
  return n === 0 ? null : (100 * (sum(5, 7) - sum(0, 4))) / n;
}
