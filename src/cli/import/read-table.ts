import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { decodeText } from './decode-text.ts';
import { ImportProblem } from './import-problem.ts';
import { guessDelimiter, readCsv, type Delimiter, type TableRow } from './read-csv.ts';

/** How a file is written; what is not given is found out. */
export interface FileLayout {
  readonly encoding?: string | undefined;
  readonly delimiter?: Delimiter | undefined;
  /** Name or number (from 1) of the sheet of an Excel file. */
  readonly sheet?: string | number | undefined;
  /** The line the names of the columns stand on; what is above is skipped. */
  readonly header_line?: number | undefined;
}

/** A file as rows of text under named columns. */
export interface Table {
  readonly format: 'csv' | 'xlsx';
  readonly encoding: string | null;
  readonly bom: boolean;
  readonly delimiter: Delimiter | null;
  readonly unreadable: number;
  /** A name that comes twice gets its number: `lat`, `lat (2)`. */
  readonly headers: readonly string[];
  /** The line the names stand on. */
  readonly header_line: number;
  /** The rows below the names. */
  readonly rows: () => AsyncIterable<TableRow>;
  /** Every row of the file, titles and names included. */
  readonly everything: () => AsyncIterable<TableRow>;
}

interface Source extends Omit<Table, 'headers' | 'header_line' | 'rows' | 'everything'> {
  /** Every row; from the header on, the number of columns tells broken quotes. */
  readonly read: (header_line: number) => AsyncIterable<TableRow>;
}

/** JavaScript keeps no text longer than about half a gigabyte. */
const LARGEST_FILE = 400_000_000;

/**
 * Opens a CSV or Excel file.
 * @throws ImportProblem `file_missing`, `file_empty`, `file_too_large`, `not_a_table`, `excel_unreadable`
 */
export async function openTable(file: string, layout: FileLayout = {}): Promise<Table> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new ImportProblem('file_missing', { file, reason: error.code ?? error.message });
  });
  if (bytes.length === 0) throw new ImportProblem('file_empty', { file });
  if (bytes.length > LARGEST_FILE) {
    throw new ImportProblem('file_too_large', { file, megabytes: LARGEST_FILE / 1e6 });
  }
  return isZip(bytes) ? openExcel(file, bytes, layout) : openText(file, bytes, layout);
}

async function openText(file: string, bytes: Buffer, layout: FileLayout): Promise<Table> {
  const oldExcel = bytes.subarray(0, 4).toString('hex') === 'd0cf11e0';
  if (oldExcel || extname(file).toLowerCase() === '.xlsx')
    throw new ImportProblem('excel_unreadable', { file });
  const { text, ...decoded } = decodeText(bytes, layout.encoding);
  if (text.trim() === '') throw new ImportProblem('file_empty', { file });
  const delimiter = layout.delimiter ?? guessDelimiter(text);
  return table(file, layout, {
    ...{ format: 'csv', ...decoded, delimiter },
    read: (header_line) => readCsv(text, delimiter, header_line),
  });
}

async function openExcel(file: string, bytes: Buffer, { sheet, ...layout }: FileLayout): Promise<Table> {
  const cells = await readSheet(bytes, sheet ?? 1).catch(() => {
    throw new ImportProblem('excel_unreadable', { file });
  });
  const rows: TableRow[] = cells.map((row, index) => ({ line: index + 1, cells: row.map(cellText) }));
  const filled = rows.filter(({ cells: row }) => row?.some((cell) => cell !== '') === true);
  const format = { format: 'xlsx', encoding: null, bom: false, delimiter: null, unreadable: 0 } as const;
  return table(file, layout, {
    ...format,
    async *read() {
      yield* filled;
    },
  });
}

async function table(file: string, layout: FileLayout, { read, ...source }: Source): Promise<Table> {
  const first = layout.header_line ?? 1;
  for await (const row of read(first)) {
    if (row.line < first) continue;
    if (row.cells === null) throw new ImportProblem('header_unreadable', { file, line: row.line });
    const headers = uniqueNames(row.cells);
    const { line: header_line } = row;
    const below = async function* (): AsyncGenerator<TableRow> {
      for await (const one of read(first)) if (one.line > header_line) yield one;
    };
    // Before the header is known no number of columns is: titles have fewer than the rows.
    const everything = () => read(Infinity);
    return { ...source, headers, header_line, rows: below, everything };
  }
  throw new ImportProblem('file_empty', { file });
}

/** What a column without a name is called. */
export function unnamed(index: number): string {
  return `(${index + 1})`;
}

function uniqueNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.trim().replace(/^\uFEFF/, '') || unnamed(index);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** Excel keeps a date as a moment without zone; a time of day alone stands on its day zero. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (!(value instanceof Date)) return typeof value === 'string' ? value : String(value as number | boolean);
  // Excel counts days in floating point: 15:05:00 may come as 15:04:59.999.
  const iso = new Date(Math.round(value.getTime() / 1000) * 1000).toISOString();
  if (value.getUTCFullYear() <= 1900) return iso.slice(11, 19);
  return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
}

function isZip(bytes: Buffer): boolean {
  return bytes.subarray(0, 4).toString('hex') === '504b0304';
}
