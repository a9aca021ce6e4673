import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../core/deadlines/plain-date.ts';
import {
  grains,
  isCounted,
  measureNames,
  measures,
  NO_DAYS,
  type Grain,
} from '../../../core/statistics/cells.ts';
import { addToTally, emptyTally, type Tally } from '../../../core/statistics/figures.ts';
import { splitPeriod, type Period } from '../../../core/statistics/period.ts';
import type { Reader } from '../../../store/database.ts';
import { dimensionsOf, isWord, type Asked } from './asked.ts';

export interface CountedRow {
  /** Value of what is told apart; '' where nothing is. */
  readonly value: string;
  readonly at: PlainDate;
  readonly measure: number;
  readonly days: number;
  readonly n: number;
}

/** Which counts: all but the hours of the week, or those alone. */
export type Wanted = 'events' | 'hours';

export interface Counting {
  readonly asked: Asked;
  readonly period: Period;
  readonly today: PlainDate;
  readonly wanted?: Wanted;
}

/** Tallies by the value of what is told apart. */
export async function countPeriod(reader: Reader, counting: Counting): Promise<Map<string, Tally>> {
  const tallies = new Map<string, Tally>();
  for (const { value, measure, days, n } of await countRows(reader, counting, 'none')) {
    const tally = tallies.get(value) ?? emptyTally();
    tallies.set(value, tally);
    const name = measureNames.get(measure);
    if (name !== undefined) addToTally(tally, name, { days, n });
  }
  return tallies;
}

/**
 * What happened in the period: whole months from the cells of months, the rest from those of days, and whatever is not
 * counted in cells from the facts themselves.
 * @param dated whether rows are told apart by their day or month
 */
export async function countRows(
  reader: Reader,
  counting: Counting,
  dated: 'none' | 'day' | 'month',
): Promise<readonly CountedRow[]> {
  const { asked, period, today, wanted = 'events' } = counting;
  const dims = dimensionsOf(asked);
  const has = (grain: Grain) =>
    isCounted(dims, grain) && !(wanted === 'hours' && (grain === 'day' || dims.length > 1));
  if (dated === 'day')
    return has('day')
      ? fromCells(reader, counting, { grain: 'day', period, dated })
      : fromFacts(reader, counting, { period, dated });
  const { months, edges } = splitPeriod(period, today);
  if (!has('month')) return fromFacts(reader, counting, { period, dated });
  const pieces = [
    ...(months === null ? [] : [fromCells(reader, counting, { grain: 'month', period: months, dated })]),
    ...edges.map((edge) =>
      has('day')
        ? fromCells(reader, counting, { grain: 'day', period: edge, dated })
        : fromFacts(reader, counting, { period: edge, dated }),
    ),
  ];
  return (await Promise.all(pieces)).flat();
}

interface Piece {
  readonly period: Period;
  readonly dated: 'none' | 'day' | 'month';
}

async function fromCells(
  reader: Reader,
  { asked, wanted }: Counting,
  { grain, period, dated }: Piece & { grain: Grain },
): Promise<readonly CountedRow[]> {
  const [one, other] = dimensionsOf(asked);
  const told = asked.by === null ? null : asked.by === one ? sql.raw('c.a') : sql.raw('c.b');
  const { rows } = await sql<CountedRow>`
    select ${told === null ? sql`''` : sql`w.value`} as value, ${dateOf(sql.raw('c.at'), dated)} as at,
      c.measure, c.days, sum(c.n)::int as n
    from statistics_cells c ${told === null ? sql`` : sql`join statistics_words w on w.id = ${told}`}
    where c.a ${isWord(asked, one ?? 'city')} and c.b ${other === undefined ? sql`= 0` : isWord(asked, other)}
      and c.grain = ${grains[grain]} and c.at between ${period.from}::date and ${period.to}::date
      and c.measure ${wanted === 'hours' ? sql`=` : sql`<>`} ${measures.received_in_hour}
    group by 1, 2, 3, 4`.execute(reader);
  return rows;
}

/** Nothing is no date: rows that are not told apart by it share one. */
const dateOf = (at: RawBuilder<unknown>, dated: Piece['dated']): RawBuilder<unknown> =>
  dated === 'none' ? sql`null::date` : dated === 'month' ? sql`date_trunc('month', ${at})::date` : at;

async function fromFacts(reader: Reader, counting: Counting, piece: Piece): Promise<readonly CountedRow[]> {
  const { asked, wanted } = counting;
  const scan = (column: string, measure: RawBuilder<unknown>, days: RawBuilder<unknown>) => {
    const at = sql.ref(column);
    return sql`select ${asked.by === null ? sql`0` : sql.ref(asked.by)} as word, ${dateOf(at, piece.dated)} as at,
      ${measure} as measure, ${days} as days, count(*)::int as n from petition_facts
      where ${factsOf(asked)} and ${at} between ${piece.period.from}::date and ${piece.period.to}::date group by 1, 2, 3, 4`;
  };
  const done = (what: 'reply' | 'resolve', code: number) =>
    sql.raw(
      `case when ${what}_in_time then ${code} when not ${what}_in_time then ${code + 1} else ${code + 2} end`,
    );
  const received = sql.raw(String(measures.received));
  const scans =
    wanted === 'hours'
      ? [scan('received_on', sql.raw(String(measures.received_in_hour)), sql.ref('week_hour'))]
      : [
          scan('received_on', received, sql`0`),
          scan(
            'replied_on',
            done('reply', measures.replied_in_time),
            sql.raw(`coalesce(reply_days, ${NO_DAYS})`),
          ),
          scan(
            'resolved_on',
            done('resolve', measures.resolved_in_time),
            sql.raw(`coalesce(resolve_days, ${NO_DAYS})`),
          ),
          scan(
            'resolved_on',
            sql.raw(`case when first_contact then ${measures.first_contact} else 0 end`),
            sql`0`,
          ),
          scan(
            'ended_on',
            sql.raw(`case ending when 'withdrawn' then ${measures.withdrawn} else ${measures.duplicate} end`),
            sql`0`,
          ),
        ];
  const { rows } = await sql<CountedRow>`select coalesce(w.value, '') as value, f.at, f.measure, f.days, f.n
    from (${sql.join(scans, sql` union all `)}) f left join statistics_words w on w.id = f.word
    where f.measure <> 0`.execute(reader);
  return rows;
}

/** Facts of the question; always by authority, since their indexes begin with it. */
export function factsOf(asked: Asked): RawBuilder<unknown> {
  const chosen = [...asked.words].filter(([name]) => name !== 'city' && name !== 'authority');
  const conditions = chosen.map(([name, word]) => sql`${sql.ref(name)} = ${word}`);
  return sql.join([sql`authority ${isWord(asked, 'authority')}`, ...conditions], sql` and `);
}
