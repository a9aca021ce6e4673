import { stringify } from 'csv-stringify/sync';
import type { Table } from '../../queries/staff/export-petitions.ts';

/** A cell that a spreadsheet would take for a formula begins with an apostrophe instead (OWASP, CSV injection). */
export function safeCell(value: string | number): string | number {
  if (typeof value === 'number') return value;
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** Page by page. UTF-8 with its mark, so that Excel reads the accents; CRLF, as RFC 4180 has it. */
export async function* csvOf({ header, pages }: Table): AsyncGenerator<string> {
  yield `\uFEFF${linesOf([header])}`;
  for await (const rows of pages) yield linesOf(rows);
}

const linesOf = (rows: readonly (readonly (string | number)[])[]): string =>
  stringify(
    rows.map((row) => row.map(safeCell)),
    { record_delimiter: 'windows' },
  );
