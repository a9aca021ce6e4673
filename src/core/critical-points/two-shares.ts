import { normalTail } from './tails.ts';

/** So many of so many. */
export interface Share {
  readonly hits: number;
  readonly n: number;
}

/**
 * The one-sided chance of a fall as large as from `before` to `after` if nothing had changed: two proportions, pooled.
 * Null where either has no answers. 1 where all answers are the same on both sides.
 */
export function shareFell(before: Share, after: Share): number | null {
  if (before.n <= 0 || after.n <= 0) return null;
  const pooled = (before.hits + after.hits) / (before.n + after.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / after.n));
  if (error === 0) return 1;
  return normalTail((before.hits / before.n - after.hits / after.n) / error);
}
