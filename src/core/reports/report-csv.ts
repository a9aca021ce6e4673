import type { Language } from '../language/sentences.ts';
import type { ReportTable } from './contents.ts';

/** A table as CSV (RFC 4180), whole numbers and shares as they are, hidden and unknown cells empty. */
export function reportCsv({ first, columns, rows }: ReportTable, language: Language): string {
  const head = ['codigo', first[language], ...columns.map(({ name }) => name[language])];
  const lines = rows.map(({ code, name, cells, texts }) => [
    code,
    name[language],
    ...cells.map((cell, at) => texts?.[at]?.[language] ?? cell ?? ''),
  ]);
  return [head, ...lines].map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** Words that a spreadsheet would take for a formula begin with an apostrophe. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
