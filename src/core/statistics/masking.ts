/** Fewer than this are not told where somebody could be found among them (k-anonymity). */
export const FEWEST = 5;

/**
 * Which rows of a breakdown are hidden. Those of 1 to 4; and where only one is hidden, the next smallest too, since the
 * sum would tell it. Nothing (0) is no person and is told.
 */
export function hiddenRows(counts: readonly number[]): ReadonlySet<number> {
  const order = counts.map((count, index) => ({ count, index })).filter(({ count }) => count > 0);
  order.sort((one, other) => one.count - other.count);
  const hidden = order.filter(({ count }) => count < FEWEST);
  const next = order[hidden.length];
  if (hidden.length === 1 && next !== undefined) hidden.push(next);
  return new Set(hidden.map(({ index }) => index));
}

/**
 * Whether few petitions may be somebody's: where two things are told apart or chosen together, or a neighbourhood is. A
 * unit lies in its authority: together they are one.
 */
export function mayNamePersons(names: Iterable<string>): boolean {
  const all = new Set(names);
  if (all.has('unit')) all.delete('authority');
  return all.size > 1 || all.has('neighbourhood');
}

/** Whether a number is one of a few; nothing is nobody. */
export const isFew = (count: number): boolean => count > 0 && count < FEWEST;
