import type { Histogram } from '../statistics/tally.ts';
import { normalTail } from './tails.ts';

type Days = Pick<Histogram, 'size' | 'get' | 'keys' | 'values'> & Iterable<readonly [number, number]>;

export const howMany = (days: Days): number => [...days.values()].reduce((sum, n) => sum + n, 0);

export interface Longer {
  /** The one-sided chance of times so much longer if nothing had changed. */
  readonly p: number;
  /** How often one of after took longer than one of before, ties counted half; 0.5 where nothing changed. */
  readonly superiority: number;
}

/**
 * Whether times grew longer: Mann and Whitney's test on exact numbers of days, with the correction for ties and for
 * continuity. Null where either has none.
 */
export function timesGrew(before: Days, after: Days): Longer | null {
  const [m, n] = [howMany(before), howMany(after)];
  if (m === 0 || n === 0) return null;
  let [u, below, ties] = [0, 0, 0];
  for (const days of [...new Set([...before.keys(), ...after.keys()])].sort((one, other) => one - other)) {
    const [b, a] = [before.get(days) ?? 0, after.get(days) ?? 0];
    u += a * (below + b / 2);
    below += b;
    ties += (a + b) ** 3 - (a + b);
  }
  const all = m + n;
  const variance = ((m * n) / 12) * (all + 1 - ties / (all * (all - 1)));
  const superiority = u / (m * n);
  if (!(variance > 0)) return { p: 1, superiority };
  return { p: normalTail((u - (m * n) / 2 - 0.5) / Math.sqrt(variance)), superiority };
}

/** The value at a rank, the smallest being 1. */
function atRank(days: Days, rank: number): number {
  let before = 0;
  const sorted = [...days].sort(([one], [other]) => one - other);
  for (const [value, n] of sorted) {
    before += n;
    if (before >= rank) return value;
  }
  return sorted.at(-1)![0];
}

/** The 97.5th percentile of the normal distribution. */
const z = 1.959963984540054;

/** The median with its 95 % interval from the ranks, which asks nothing of how times are distributed; null without any. */
export function medianOf(days: Days): { median: number; low: number; high: number; n: number } | null {
  const n = howMany(days);
  if (n === 0) return null;
  const reach = (z * Math.sqrt(n)) / 2;
  const [low, high] = [Math.max(1, Math.floor(n / 2 - reach)), Math.min(n, Math.ceil(n / 2 + 1 + reach))];
  return { median: atRank(days, Math.ceil(n / 2)), low: atRank(days, low), high: atRank(days, high), n };
}
