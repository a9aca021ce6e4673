import { FEWEST } from '../statistics/masking.ts';

/** A number of a table, and the sums that are told and that it is part of: its row, its column, its month. */
export interface SummedCell {
  readonly count: number;
  readonly lines: readonly string[];
}

/**
 * Which numbers of a table are hidden: 1 to 4, and as many more as it takes so that no sum gives them away. Of each sum
 * at least two of its parts are hidden, or none, and those that are hidden come to five at least. Nothing (0) is nobody.
 * @returns indexes into `cells`
 */
export function hiddenCells(cells: readonly SummedCell[], fewest = FEWEST): ReadonlySet<number> {
  const byLine = new Map<string, number[]>();
  for (const [index, { count, lines }] of cells.entries())
    if (count > 0) for (const line of lines) byLine.set(line, [...(byLine.get(line) ?? []), index]);
  const hidden = new Set<number>();
  const pending = new Set<string>();
  const hide = (index: number) => {
    hidden.add(index);
    for (const line of cells[index]!.lines) pending.add(line);
  };
  for (const [index, { count }] of cells.entries()) if (count > 0 && count < fewest) hide(index);
  for (const line of pending) {
    pending.delete(line);
    const parts = byLine.get(line)!;
    const own = parts.filter((index) => hidden.has(index));
    if (own.length >= 2 && sumOf(cells, own) >= fewest) continue;
    const next = company(cells, parts, { hidden, byLine });
    // Hiding another may still not be enough: the line is looked at again.
    if (next !== null) hide(next);
  }
  return hidden;
}

const sumOf = (cells: readonly SummedCell[], indexes: readonly number[]): number =>
  indexes.reduce((sum, index) => sum + cells[index]!.count, 0);

/** The smallest that is still told; one that stands alone in another sum last, since that sum would tell it. */
function company(
  cells: readonly SummedCell[],
  parts: readonly number[],
  { hidden, byLine }: { hidden: ReadonlySet<number>; byLine: ReadonlyMap<string, readonly number[]> },
): number | null {
  const isAlone = (index: number) => cells[index]!.lines.some((line) => byLine.get(line)!.length === 1);
  const rank = (index: number) => (isAlone(index) ? 1e9 : 0) + cells[index]!.count;
  const candidates = parts
    .filter((index) => !hidden.has(index))
    .sort((one, other) => rank(one) - rank(other));
  return candidates[0] ?? null;
}
