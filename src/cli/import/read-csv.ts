import { CsvError, parse, type Options } from 'csv-parse';
import { parse as parseAll } from 'csv-parse/sync';

/** One row of a file. `line` is the physical line it begins on; a row that cannot be read has no cells. */
export type TableRow =
  | { readonly line: number; readonly cells: readonly string[]; readonly broken?: never }
  | { readonly line: number; readonly cells: null; readonly broken: 'quotes' | 'row_too_long' };

export type Delimiter = ',' | ';' | '|' | '\t';
export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

/** A row longer than this is a quote that was never closed, or no row of petitions. */
export const LONGEST_ROW = 2_000_000;

/** The delimiter that gives most of the first rows the same number of columns, more than one; else a comma. */
export function guessDelimiter(text: string): Delimiter {
  const sample = text.slice(0, 100_000).replace(/\r\n?/g, '\n');
  const scores = DELIMITERS.map((delimiter) => {
    const counts = columnCounts(sample, delimiter);
    const columns = usual(counts);
    const alike = counts.filter((count) => count === columns).length / Math.max(1, counts.length);
    return { delimiter, score: columns === 1 ? 0 : alike * 100 + columns };
  });
  return scores.reduce((one, other) => (other.score > one.score ? other : one)).delimiter;
}

/** The number that comes most often; of two the larger, since titles have few columns. */
function usual(counts: readonly number[]): number {
  const times = (count: number) => counts.filter((one) => one === count).length;
  return [...counts].sort((one, other) => times(other) - times(one) || other - one)[0] ?? 1;
}

/** How many columns each of the first rows has; a quote that opens a cell holds delimiters and new lines. */
function columnCounts(text: string, delimiter: Delimiter): number[] {
  const counts: number[] = [];
  let [columns, quoted, cellStart, rowStart] = [1, false, true, 0];
  for (let at = 0; at <= text.length && counts.length < 40; at += 1) {
    const character = text[at] ?? '\n';
    if (quoted) quoted = character !== '"';
    else if (character === '"') quoted = cellStart || text[at - 1] === '"';
    else if (character === delimiter) columns += 1;
    else if (character === '\n') {
      if (text.slice(rowStart, at).trim() !== '') counts.push(columns);
      [columns, rowStart] = [1, at + 1];
    }
    cellStart = character === delimiter || character === '\n';
  }
  return counts;
}

/**
 * Reads delimited text row by row. Where the quotes of a row are broken, that line alone is given as broken (or read
 * without regard to quotes when that gives as many columns as the header has) and reading goes on at the next.
 * Titles above `header_line` say nothing about the number of columns.
 */
export async function* readCsv(
  written: string,
  delimiter: Delimiter,
  header_line = 1,
): AsyncGenerator<TableRow> {
  const text = written.replace(/\r\n?/g, '\n');
  let [offset, lines] = [0, 0];
  let columns: Columns | null = null;
  for (;;) {
    const stretch = readStretch(text.slice(offset), delimiter, () => columns);
    let failure: CsvFailure | null = null;
    for (;;) {
      const next = await stretch.next();
      if (next.done === true) {
        failure = next.value;
        break;
      }
      const { cells, line } = next.value;
      if (columns === null && lines + line >= header_line) columns = columnsUnder(cells);
      yield { line: lines + line, cells };
    }
    if (failure === null) return;
    const broken = lineAt(text, offset + failure.offset);
    yield mendLine(
      { line: lines + failure.line, text: broken.text, reason: failure.reason },
      delimiter,
      columns,
    );
    offset = broken.next;
    lines += failure.line;
    if (offset >= text.length) return;
  }
}

/** How many cells a row may have: those with a name above them, up to all that the header has. */
interface Columns {
  readonly least: number;
  readonly most: number;
}

function columnsUnder(header: readonly string[]): Columns {
  return { least: header.findLastIndex((name) => name.trim() !== '') + 1, most: header.length };
}

function fits(cells: readonly string[], columns: Columns | null): boolean {
  return columns === null || (cells.length >= columns.least && cells.length <= columns.most);
}

interface CsvFailure {
  /** Where in the stretch the row that could not be read begins, in characters, and on which of its lines. */
  readonly offset: number;
  readonly line: number;
  readonly reason: 'quotes' | 'row_too_long';
}

interface ParsedRecord {
  readonly record: string[];
  readonly raw: string;
}

async function* readStretch(
  text: string,
  delimiter: Delimiter,
  columns: () => Columns | null,
): AsyncGenerator<{ cells: string[]; line: number }, CsvFailure | null> {
  const parser = parse({ ...settings(delimiter), raw: true });
  feed(parser, text);
  let [offset, line] = [0, 1];
  try {
    for await (const { record, raw } of parser as AsyncIterable<ParsedRecord>) {
      const start = line;
      // Two rows swallowed by one quote: the first is at fault, the second may be sound.
      const swallowed = !fits(record, columns()) && raw.trimEnd().includes('\n');
      if (swallowed) return { offset, line, reason: 'quotes' };
      offset += raw.length;
      line += newlinesIn(raw);
      if (record.length === 1 && record[0]!.trim() === '') continue;
      yield { cells: record, line: start };
    }
    return null;
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const blank = /^\n*/.exec(text.slice(offset, offset + 10_000))![0];
    const reason = error.code === 'CSV_MAX_RECORD_SIZE' ? 'row_too_long' : 'quotes';
    return { offset: offset + blank.length, line: line + newlinesIn(blank), reason };
  }
}

function settings(delimiter: Delimiter): Options {
  return { delimiter, relax_column_count: true, max_record_size: LONGEST_ROW, record_delimiter: '\n' };
}

/** In slices, so that the parser works while rows are used. */
function feed(parser: ReturnType<typeof parse>, text: string): void {
  let at = 0;
  const more = (): void => {
    while (at < text.length) {
      const slice = text.slice(at, at + 65_536);
      at += slice.length;
      if (!parser.write(slice)) {
        parser.once('drain', more);
        return;
      }
    }
    parser.end();
  };
  more();
}

/** A lone quote, as in 3" pipe, harms nothing when the line has all its columns without regard to quotes. */
function mendLine(
  { line, text, reason }: { line: number; text: string; reason: CsvFailure['reason'] },
  delimiter: Delimiter,
  columns: Columns | null,
): TableRow {
  if (reason === 'row_too_long' || text.length > LONGEST_ROW) return { line, cells: null, broken: reason };
  try {
    const options = { ...settings(delimiter), relax_quotes: true };
    const [cells] = parseAll(text, options as never) as unknown as string[][];
    if (cells !== undefined && columns !== null && fits(cells, columns)) return { line, cells };
  } catch {
    // Neither way: the row is reported.
  }
  return { line, cells: null, broken: 'quotes' };
}

function lineAt(text: string, offset: number): { text: string; next: number } {
  const end = text.indexOf('\n', offset);
  if (end < 0) return { text: text.slice(offset), next: text.length };
  return { text: text.slice(offset, end), next: end + 1 };
}

function newlinesIn(text: string): number {
  return text.match(/\n/g)?.length ?? 0;
}
