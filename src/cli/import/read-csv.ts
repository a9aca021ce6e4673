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

/** The delimiter that gives the first lines the most columns of the same number; a comma where none does. */
export function guessDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 100_000)
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '');
  const sample = lines.slice(0, 20);
  const scores = DELIMITERS.map((delimiter) => {
    const counts = sample.map((line) => columnsOf(line, delimiter));
    const columns = counts[0] ?? 1;
    const alike = counts.filter((count) => count === columns).length / Math.max(1, counts.length);
    return { delimiter, score: columns === 1 ? 0 : alike * 100 + columns };
  });
  return scores.reduce((one, other) => (other.score > one.score ? other : one)).delimiter;
}

function columnsOf(line: string, delimiter: Delimiter): number {
  let [columns, quoted] = [1, false];
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === delimiter && !quoted) columns += 1;
  }
  return columns;
}

/**
 * Reads delimited text row by row. Where the quotes of a row are broken, that line alone is given as broken (or read
 * without regard to quotes when that gives as many columns as the first row has) and reading goes on at the next.
 */
export async function* readCsv(written: string, delimiter: Delimiter): AsyncGenerator<TableRow> {
  const text = written.replace(/\r\n?/g, '\n');
  let [offset, lines, columns] = [0, 0, 0];
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
      if (columns === 0) columns = cells.length;
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
  columns: () => number,
): AsyncGenerator<{ cells: string[]; line: number }, CsvFailure | null> {
  const parser = parse({ ...settings(delimiter), raw: true });
  feed(parser, text);
  let [offset, line] = [0, 1];
  try {
    for await (const { record, raw } of parser as AsyncIterable<ParsedRecord>) {
      const start = line;
      // Two rows swallowed by one quote: the first is at fault, the second may be sound.
      const swallowed = columns() > 0 && record.length !== columns() && raw.trimEnd().includes('\n');
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
  columns: number,
): TableRow {
  if (reason === 'row_too_long' || text.length > LONGEST_ROW) return { line, cells: null, broken: reason };
  try {
    const options = { ...settings(delimiter), relax_quotes: true };
    const [cells] = parseAll(text, options as never) as unknown as string[][];
    if (cells !== undefined && cells.length === columns) return { line, cells };
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
