import type { Table } from '../read-table.ts';

/** Titles of a report take a few lines, not more. */
const TOP = 40;

/**
 * The line the names of the columns stand on. Titles, dates and blank lines above them fill few cells; the names fill
 * most of as many as the rows below do, each another, and none is a number.
 */
export async function guessHeaderLine(table: Table): Promise<number> {
  const top: { line: number; filled: readonly string[] }[] = [];
  for await (const { line, cells } of table.everything()) {
    if (cells !== null)
      top.push({ line, filled: cells.map((cell) => cell.trim()).filter((cell) => cell !== '') });
    if (top.length >= TOP) break;
  }
  const counts = top.map(({ filled }) => filled.length).sort((one, other) => one - other);
  // Most rows are petitions: the count in the middle is theirs, whatever titles and totals stand around them.
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  const names = top.slice(0, -1).find(({ filled }) => filled.length >= usual * 0.8 && areNames(filled));
  return names?.line ?? table.header_line;
}

function areNames(cells: readonly string[]): boolean {
  return cells.every((cell) => /\p{L}/u.test(cell) && !/^\d{1,4}[-/.]\d{1,2}[-/.]/.test(cell));
}
