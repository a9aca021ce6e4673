import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../core/deadlines/plain-date.ts';
import type { Period } from '../../../core/statistics/period.ts';
import {
  addPairsText,
  emptyTally,
  histograms,
  isNothing,
  measures,
  type HistogramName,
  type Measure,
  type Tally,
} from '../../../core/statistics/tally.ts';
import type { Reader } from '../../../store/database.ts';
import type { Asked } from './asked.ts';
import { addFact, countFacts } from './facts.ts';
import { countedIn, during, piecesOf, wordIn, type Piece } from './sources.ts';

export interface Counting {
  readonly asked: Asked;
  readonly periods: readonly Period[];
  readonly today: PlainDate;
  /** Told apart by month or day, with the hours of the week in which they came. */
  readonly dated: boolean;
  /** Counted by the day throughout; else by month, with the days at the ends of a period apart. */
  readonly by?: 'month' | 'day';
}

/** What happened in one of the periods to one value of what is told apart ('' where nothing is). */
export interface Counted extends Place {
  readonly tally: Tally;
}

interface Place {
  readonly part: number;
  readonly value: string;
  /** The day or the first of the month; of all of it, '' where it is not dated. */
  readonly at: PlainDate;
}

/**
 * What happened in the periods: whole months from the cells or the cube, the days at their ends from the cells of days, or from
 * thirds of months and the facts; all from the facts where nothing else knows. Two questions at most, whatever is asked.
 */
export async function countPeriods(reader: Reader, counting: Counting): Promise<readonly Counted[]> {
  const { asked, periods, today, by = 'month' } = counting;
  const pieces = piecesOf(asked, periods, { today, by });
  const [kept, single] = [
    pieces.filter(({ source }) => source !== 'facts'),
    pieces.filter(({ source }) => source === 'facts'),
  ];
  const counted = new Counts();
  const [rows, facts] = await Promise.all([
    kept.length === 0 ? [] : readKept(reader, counting, kept),
    single.length === 0 ? [] : countFacts(reader, asked, { pieces: single, dated: counting.dated }),
  ]);
  for (const row of rows) addKept(counted.at(row), row);
  for (const fact of facts) addFact(counted.at(fact), fact);
  return counted.all.filter(({ tally }) => !isNothing(tally));
}

/** What came and what was resolved on a day or in a month: of the first period (part 0), or of the second (1). */
export interface Dated {
  readonly part: number;
  readonly at: PlainDate;
  readonly received: number;
  readonly resolved: number;
}

export const datesOf = (counted: readonly Counted[]): readonly Dated[] =>
  counted.map(({ part, at, tally: { counts } }) => ({
    ...{ part, at, received: counts.received },
    resolved: counts.resolved_in_time + counts.resolved_late + counts.resolved_without_term,
  }));

class Counts {
  private readonly known = new Map<string, Counted>();

  at({ part, value, at }: Place): Tally {
    const key = `${part}/${at}/${value}`;
    let counted = this.known.get(key);
    if (counted === undefined) this.known.set(key, (counted = { part, value, at, tally: emptyTally() }));
    return counted.tally;
  }

  get all(): readonly Counted[] {
    return [...this.known.values()];
  }
}

/** What happens in a period; how things stand at a moment is asked apart (`ends.ts`). */
const happened = measures.filter((name) => name !== 'waiting' && name !== 'overdue');

type Kept = Place & { readonly times: number } & Readonly<
    Record<Measure, number> & Record<HistogramName, string>
  >;

function addKept(tally: Tally, row: Kept): void {
  for (const name of happened) tally.counts[name] += row.times * row[name];
  for (const name of histograms) addPairsText(tally[name], row[name], row.times);
}

const sums = sql.raw(happened.map((name) => `sum(c.${name})::int as ${name}`).join(', '));
/** Pairs after pairs are pairs again; who reads them adds them up. */
const pairsOf = (name: HistogramName): RawBuilder<unknown> =>
  sql.raw(`coalesce(string_agg(nullif(array_to_string(c.${name}, ' '), ''), ' '), '') as ${name}`);

async function readKept(
  reader: Reader,
  { asked, dated }: Counting,
  pieces: readonly Piece[],
): Promise<readonly Kept[]> {
  const arm = (piece: Piece): RawBuilder<unknown> =>
    sql`select ${piece.part}::int as part, ${piece.times}::int as times, ${wordIn(asked, piece.source)} as word, ${dated ? sql`c.at::text` : sql`''`} as at,
      ${sums}, ${pairsOf('reply_days')}, ${pairsOf('resolve_days')}, ${dated ? pairsOf('hours') : sql`'' as hours`}
      ${countedIn(asked, piece)} and ${during(piece.period)} group by 3, 4`;
  const { rows } = await sql<Kept>`
    (select coalesce(w.value, '') as value, k.* from (${sql.join(pieces.map(arm), sql` union all `)}) k
    left join statistics_words w on w.id = k.word)`.execute(reader);
  return rows;
}
