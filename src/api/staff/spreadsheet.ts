import { stringify } from 'csv-stringify/sync';
import writeXlsxFile from 'write-excel-file/node';
import type { Table } from '../../queries/staff/export-petitions.ts';

/** A cell that a spreadsheet would take for a formula begins with an apostrophe instead (OWASP, CSV injection). */
export function safeCell(value: string | number): string | number {
  if (typeof value === 'number') return value;
  return /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
}

/** UTF-8 with its mark, so that Excel reads the accents; CRLF, as RFC 4180 has it. */
export function csvOf({ header, rows }: Table): Buffer {
  const lines = [header, ...rows].map((row) => row.map(safeCell));
  return Buffer.from(`\uFEFF${stringify(lines, { record_delimiter: 'windows' })}`, 'utf8');
}

const longestCell = 32_767;

/** An Excel workbook with one sheet; every text is a text, so that nothing is taken for a formula. */
export async function xlsxOf({ header, rows }: Table): Promise<Buffer> {
  const text = (value: string) => ({ type: String, value: value.slice(0, longestCell) });
  const cells = rows.map((row) =>
    row.map((value) => (typeof value === 'number' ? { type: Number, value } : text(value))),
  );
  const heading = header.map((value) => ({ ...text(value), fontWeight: 'bold' as const }));
  return writeXlsxFile([heading, ...cells]).toBuffer();
}
