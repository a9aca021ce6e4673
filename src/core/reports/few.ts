import { hiddenRows, isFew } from '../statistics/masking.ts';
import type { ReportRow } from './contents.ts';

/** A row with how many petitions stand behind it, at least. */
export interface SizedRow {
  readonly size: number;
  readonly row: ReportRow;
}

/** The rows with those hidden that the board hides: their cells are kept nowhere. */
export function hideFew(rows: readonly SizedRow[]): ReportRow[] {
  const hidden = hiddenRows(rows.map(({ size }) => size));
  return rows.map(({ row }, at) =>
    hidden.has(at) ? { ...row, cells: row.cells.map(() => null), is_hidden: true } : row,
  );
}

/**
 * What the hidden rows come to together, so that the rows of a table add up to its total; null where that is few too, or
 * nothing is hidden. Whoever subtracts the rest from the total knows it anyway.
 */
export function hiddenTogether(rows: readonly SizedRow[], column: number): number | null {
  const hidden = hiddenRows(rows.map(({ size }) => size));
  const sum = rows.reduce((all, { row }, at) => all + (hidden.has(at) ? (row.cells[column] ?? 0) : 0), 0);
  return hidden.size === 0 || isFew(sum) ? null : sum;
}
