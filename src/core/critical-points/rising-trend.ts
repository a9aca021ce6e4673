import { normalTail } from './tails.ts';

export interface Rising {
  /** The one-sided chance of a rise so steady if there were no trend. */
  readonly p: number;
  /** Sen's slope: the median change from one value to the next, with its 90 % interval. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Whether a series rises: Mann and Kendall's test, with the correction for ties and for continuity, and Sen's slope with
 * the interval of Gilbert (1987, 16.4.2). Null for fewer than four values.
 */
export function trendOf(values: readonly number[]): Rising | null {
  if (values.length < 4) return null;
  const slopes: number[] = [];
  let s = 0;
  for (let from = 0; from < values.length; from += 1)
    for (let to = from + 1; to < values.length; to += 1) {
      const change = values[to]! - values[from]!;
      s += Math.sign(change);
      slopes.push(change / (to - from));
    }
  slopes.sort((one, other) => one - other);
  const error = Math.sqrt(varianceOf(values));
  const p = error === 0 ? 1 : s === 0 ? 0.5 : normalTail((s - Math.sign(s)) / error);
  return { p, slope: median(slopes), ...between(slopes, error) };
}

function varianceOf(values: readonly number[]): number {
  const part = (n: number) => n * (n - 1) * (2 * n + 5);
  const ties = [...Map.groupBy(values, (value) => value).values()].map(({ length }) => part(length));
  return (part(values.length) - ties.reduce((sum, one) => sum + one, 0)) / 18;
}

function median(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}

/** The 95th percentile of the normal distribution: 90 % between both ends. */
const z = 1.6448536269514722;

function between(sorted: readonly number[], error: number): { low: number; high: number } {
  const reach = z * error;
  const at = (rank: number) => sorted[Math.min(sorted.length, Math.max(1, Math.round(rank))) - 1]!;
  return { low: at((sorted.length - reach) / 2), high: at((sorted.length + reach) / 2 + 1) };
}
