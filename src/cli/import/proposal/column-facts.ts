import { fold } from '../fold.ts';
import { openTable, type Table } from '../read-table.ts';
import { guessHeaderLine } from './guess-header.ts';
import { guessDateFormat, type DateGuess } from './guess-date.ts';
import { readTime } from '../read-moment.ts';
import { readCoordinate } from '../row-values.ts';

/** What a sample of a column shows. */
export interface ColumnFacts {
  readonly name: string;
  /** Its words, folded: `SRRecordID` and `id_sr_record` alike are told apart into words. */
  readonly words: string;
  readonly filled: number;
  /** Distinct values with how often each came, the most frequent first; empty and null spellings left out. */
  readonly values: ReadonlyMap<string, number>;
  readonly unique: boolean;
  readonly date: DateGuess | null;
  readonly is_time: boolean;
  /** Share of the values that are degrees: 0 to 1 for each axis. */
  readonly latitude: number;
  readonly longitude: number;
}

export interface TableFacts {
  readonly table: Table;
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  /** Spellings of «nothing» that the file uses. */
  readonly nulls: readonly string[];
}

const DATED = /\b(fecha|date|dia|created|opened|closed|received|requested|submitted)\b/;

/** Enough to see every value of a channel or a status, and soon read. */
const SAMPLE = 20_000;

const NOTHING =
  /^(na|n\/a|#n\/a|s\/d|n\/d|null|none|nan|-|--|-1|sin dato|sin datos|sin informaci[oó]n|no disponible|\(null\))$/i;

/** Reads a sample of a file and says what each column shows. @throws ImportProblem as openTable */
export async function readFacts(file: string): Promise<TableFacts> {
  const first = await openTable(file);
  const header_line = await guessHeaderLine(first);
  const table = header_line === first.header_line ? first : await openTable(file, { header_line });
  const values = table.headers.map(() => new Map<string, number>());
  const nulls = new Set<string>();
  let rows = 0;
  for await (const { cells } of table.rows()) {
    if (cells === null) continue;
    rows += 1;
    for (const [index, cell] of cells.entries()) {
      const text = cell.trim();
      const counts = values[index];
      if (text === '' || counts === undefined) continue;
      if (NOTHING.test(text)) nulls.add(text);
      else counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    if (rows >= SAMPLE) break;
  }
  const columns = table.headers.map((name, index) => factsOf(name, values[index]!, rows));
  return { table, rows, columns, nulls: [...nulls].sort() };
}

function factsOf(name: string, counts: ReadonlyMap<string, number>, rows: number): ColumnFacts {
  const values = new Map([...counts].sort(([, one], [, other]) => other - one));
  const filled = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const distinct = [...values.keys()];
  const share = (test: (text: string) => boolean) =>
    distinct.length === 0 ? 0 : distinct.filter(test).length / distinct.length;
  const degrees = (limit: number) => (text: string) => {
    const value = readCoordinate(text);
    return value !== null && Math.abs(value) <= limit;
  };
  return {
    name,
    words: wordsOf(name),
    filled,
    values,
    // A line of totals has no id, and a few that come twice are reported one by one.
    unique: filled > 0 && filled >= rows * 0.9 && values.size >= filled * 0.95,
    date: guessDateFormat(distinct, { numbers: DATED.test(wordsOf(name)) }),
    is_time: share((text) => readTime(text) !== null) > 0.95,
    latitude: share(degrees(90)),
    longitude: share(degrees(180)),
  };
}

function wordsOf(name: string): string {
  const apart = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/([A-Z])([A-Z][a-z])/g, '$1 $2');
  return fold(apart);
}
