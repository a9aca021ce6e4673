import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { stringify } from 'csv-stringify/sync';
import { say, sayCode, type Language } from '../../core/language/sentences.ts';

/** One thing that the person who runs the import should know about one row. It shows no value of the row. */
export interface ReportedRow {
  readonly line: number;
  readonly source_id: string | null;
  /** `warning`: it came in, but something was left out or put right. */
  readonly result: 'rejected' | 'warning';
  readonly column: string;
  readonly code: string;
  readonly value_class: string;
  readonly reason: string;
}

const COLUMNS = ['line', 'source_id', 'result', 'column', 'code', 'value_class', 'reason'] as const;

export interface Report {
  readonly add: (rows: readonly ReportedRow[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * A CSV of the rows that stayed out or lost something; UTF-8 with a mark, so that Excel reads its accents. What a
 * spreadsheet would take for a formula is defused.
 */
export async function openReport(file: string): Promise<Report> {
  const stream = createWriteStream(file, { encoding: 'utf8' });
  await once(stream, 'open');
  stream.write(`\uFEFF${stringify([[...COLUMNS]])}`);
  return {
    add: async (rows) => {
      if (rows.length > 0)
        await write(stream, stringify([...rows], { columns: [...COLUMNS], escape_formulas: true }));
    },
    close: async () => {
      stream.end();
      await once(stream, 'close');
    },
  };
}

async function write(stream: WriteStream, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}

/** The reason in words, with what kind of value stood there. */
export function reasonOf(language: Language, code: string, column: string): string {
  return sayCode(language, 'import.problem', code, { column }) ?? code;
}

/** `línea 42, folio 2449468, columna «latitud»: …` */
export function describeRow(language: Language, row: ReportedRow): string {
  const { line, source_id, reason } = row;
  return say(language, `import.row.${row.result}`, { line, id: source_id ?? '—', reason });
}
