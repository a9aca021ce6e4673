/** What of the findings may be chance: one in twenty (Benjamini and Hochberg). */
export const ALPHA = 0.05;

/**
 * The adjusted values of Benjamini and Hochberg (1995), in the order of the given ones: those at most `ALPHA` are kept, and
 * of what is kept at most that share is expected to be chance, however many were looked at.
 */
export function adjusted(p_values: readonly number[]): number[] {
  const order = p_values.map((p, index) => ({ p, index })).sort((one, other) => other.p - one.p);
  const found = p_values.map(() => 1);
  let least = 1;
  for (const [at, { p, index }] of order.entries()) {
    least = Math.min(least, (p * p_values.length) / (p_values.length - at));
    found[index] = least;
  }
  return found;
}
