import { sql, type RawBuilder } from 'kysely';
import type { PlainDate } from '../../../core/deadlines/plain-date.ts';
import { grains, isCounted, type Grain } from '../../../core/statistics/cells.ts';
import { splitPeriod, type Period } from '../../../core/statistics/period.ts';
import {
  addTo,
  emptyTally,
  measures,
  type HistogramName,
  type Measure,
  type Tally,
} from '../../../core/statistics/tally.ts';
import { addRow, type CountedColumns } from '../../../store/statistics/cells.ts';
import type { Reader } from '../../../store/database.ts';
import { dimensionsOf, isWord, type Asked } from './asked.ts';

export interface Counting {
  readonly asked: Asked;
  readonly period: Period;
  readonly today: PlainDate;
}

/** Tallies by the value of what is told apart; '' where nothing is. */
export type Tallies = Map<string, Tally>;

/**
 * What happened in the period: whole months from the cells of months, the rest from those of days, and whatever is not
 * counted in cells from the facts themselves. Hours are left out.
 */
export async function countPeriod(reader: Reader, { asked, period, today }: Counting): Promise<Tallies> {
  const tallies: Tallies = new Map();
  await Promise.all(
    piecesOf(asked, period, today).map(async ({ grain, ...piece }) => {
      if (grain === null) addFacts(tallies, await eventsOfFacts(reader, asked, piece.period));
      else
        for (const row of await cellsOf(reader, asked, { ...piece, grain }))
          addRow(tallyOf(tallies, row.value), row);
    }),
  );
  return tallies;
}

interface Piece {
  readonly period: Period;
  /** Null: in no cells. */
  readonly grain: Grain | null;
}

function piecesOf(asked: Asked, period: Period, today: PlainDate): readonly Piece[] {
  const dims = dimensionsOf(asked);
  if (!isCounted(dims, 'month')) return [{ period, grain: null }];
  const { months, edges } = splitPeriod(period, today);
  const edge_grain = isCounted(dims, 'day') ? 'day' : null;
  return [
    ...(months === null ? [] : [{ period: months, grain: 'month' as const }]),
    ...edges.map((edge) => ({ period: edge, grain: edge_grain }) as const),
  ];
}

function tallyOf(tallies: Tallies, value: string): Tally {
  const tally = tallies.get(value) ?? emptyTally();
  tallies.set(value, tally);
  return tally;
}

interface CellPiece {
  readonly period: Period;
  readonly grain: Grain;
}

function fromCells(asked: Asked, { period, grain }: CellPiece): RawBuilder<unknown> {
  const [one, other] = dimensionsOf(asked);
  return sql`from statistics_cells c where c.a ${isWord(asked, one ?? 'city')}
    and c.b ${other === undefined ? sql`= 0` : isWord(asked, other)} and c.grain = ${grains[grain]}
    and c.at between ${period.from}::date and ${period.to}::date`;
}

const eventColumns = sql.raw(
  [...measures, 'reply_days', 'resolve_days'].map((name) => `c.${name}`).join(', '),
);

async function cellsOf(
  reader: Reader,
  asked: Asked,
  piece: CellPiece,
): Promise<(CountedColumns & { value: string })[]> {
  const word = asked.by === null ? sql`0` : asked.by === dimensionsOf(asked)[0] ? sql`c.a` : sql`c.b`;
  const { rows } = await sql<CountedColumns & { value: string }>`
    select coalesce(w.value, '') as value, c.* from (
      select ${word} as word, ${eventColumns}, '{}'::integer[] as hours ${fromCells(asked, piece)}
    ) c left join statistics_words w on w.id = c.word`.execute(reader);
  return rows;
}

interface FactRow {
  readonly value: string;
  readonly measure: Measure | 'hours';
  readonly days: number | null;
  readonly n: number;
}

function addFacts(tallies: Tallies, rows: readonly FactRow[]): void {
  for (const { value, measure, days, n } of rows) {
    const tally = tallyOf(tallies, value);
    if (measure === 'hours') addTo(tally.hours, days ?? 0, n);
    else {
      tally.counts[measure] += n;
      const name = histogramOf(measure);
      if (name !== null && days !== null) addTo(tally[name], days, n);
    }
  }
}

function histogramOf(measure: Measure): HistogramName | null {
  if (measure.startsWith('replied')) return 'reply_days';
  return measure.startsWith('resolved') ? 'resolve_days' : null;
}

const timed = (what: 'replied' | 'resolved', column: string) =>
  sql.raw(
    `case when ${column} then '${what}_in_time' when not ${column} then '${what}_late' else '${what}_without_term' end`,
  );

async function eventsOfFacts(reader: Reader, asked: Asked, period: Period): Promise<readonly FactRow[]> {
  const scan = (column: string, measure: RawBuilder<unknown>, days = sql.raw('null::smallint')) =>
    scanOfFacts(asked, period, { column, measure, days });
  const scans = [
    scan('received_on', sql`'received'`),
    scan('replied_on', timed('replied', 'reply_in_time'), sql.raw('reply_days')),
    scan('resolved_on', timed('resolved', 'resolve_in_time'), sql.raw('resolve_days')),
    sql`select * from (${scan('resolved_on', sql.raw(`case when first_contact then 'first_contact' end`))}) s where s.measure is not null`,
    scan('ended_on', sql`ending`),
  ];
  return readFacts(reader, sql.join(scans, sql` union all `));
}

interface Scan {
  readonly column: string;
  readonly measure: RawBuilder<unknown>;
  readonly days: RawBuilder<unknown>;
}

function scanOfFacts(
  asked: Asked,
  { from, to }: Period,
  { column, measure, days }: Scan,
): RawBuilder<unknown> {
  return sql`select ${asked.by === null ? sql`0` : sql.ref(asked.by)} as word, ${measure} as measure, ${days} as days,
    count(*)::int as n from petition_facts
    where ${factsOf(asked)} and ${sql.ref(column)} between ${from}::date and ${to}::date group by 1, 2, 3`;
}

async function readFacts(reader: Reader, scans: RawBuilder<unknown>): Promise<readonly FactRow[]> {
  const { rows } = await sql<FactRow>`select coalesce(w.value, '') as value, f.measure, f.days, f.n
    from (${scans}) f left join statistics_words w on w.id = f.word`.execute(reader);
  return rows;
}

/** Facts of the question; always by authority, since their indexes begin with it. */
export function factsOf(asked: Asked): RawBuilder<unknown> {
  const chosen = [...asked.words].filter(([name]) => name !== 'city' && name !== 'authority');
  const conditions = chosen.map(([name, word]) => sql`${sql.ref(name)} = ${word}`);
  return sql.join([sql`authority ${isWord(asked, 'authority')}`, ...conditions], sql` and `);
}

/** Received by hour of the week in the period; nothing is told apart. */
export async function countHours(reader: Reader, { asked, period, today }: Counting): Promise<Tally> {
  const tallies: Tallies = new Map();
  const isWhole = dimensionsOf(asked).length < 2;
  const pieces = isWhole ? piecesOf(asked, period, today) : [{ period, grain: null }];
  await Promise.all(
    pieces.map(async ({ period: own, grain }) => {
      if (grain === 'month') {
        const { rows } = await sql<{
          hours: number[];
        }>`select c.hours ${fromCells(asked, { period: own, grain })}`.execute(reader);
        for (const { hours } of rows)
          for (let at = 0; at < hours.length; at += 2)
            addTo(tallyOf(tallies, '').hours, hours[at]!, hours[at + 1]!);
        return;
      }
      const scan = { column: 'received_on', measure: sql`'hours'`, days: sql.raw('week_hour') };
      addFacts(tallies, await readFacts(reader, scanOfFacts(asked, own, scan)));
    }),
  );
  return tallyOf(tallies, '');
}

export interface Dated {
  readonly at: PlainDate;
  readonly received: number;
  readonly resolved: number;
}

/** Received and resolved by day or by month; nothing is told apart. */
export async function countByDate(
  reader: Reader,
  { asked, period, today }: Counting,
  by: Grain,
): Promise<readonly Dated[]> {
  const dims = dimensionsOf(asked);
  const pieces =
    by === 'day'
      ? [{ period, grain: isCounted(dims, 'day') ? ('day' as const) : null }]
      : piecesOf(asked, period, today);
  const found = await Promise.all(
    pieces.map(async ({ period: own, grain }) => {
      const told =
        grain === null
          ? datesOfFacts(asked, own)
          : sql`select c.at, sum(c.received)::int as received,
        sum(c.resolved_in_time + c.resolved_late + c.resolved_without_term)::int as resolved
        ${fromCells(asked, { period: own, grain })} group by 1`;
      return (await sql<Dated>`${told}`.execute(reader)).rows;
    }),
  );
  return found.flat();
}

function datesOfFacts(asked: Asked, { from, to }: Period): RawBuilder<unknown> {
  const facts = factsOf(asked);
  return sql`select at, sum(received)::int as received, sum(resolved)::int as resolved from (
    select received_on as at, count(*) as received, 0 as resolved from petition_facts
      where ${facts} and received_on between ${from}::date and ${to}::date group by 1
    union all select resolved_on, 0, count(*) from petition_facts
      where ${facts} and resolved_on between ${from}::date and ${to}::date group by 1) d group by 1`;
}

/** What had come by that day and had no outcome yet. */
export async function openAfter(
  reader: Reader,
  asked: Asked,
  { to, today }: { to: PlainDate; today: PlainDate },
): Promise<number> {
  const came = '0001-01-01';
  const pieces = piecesOf(asked, { from: came, to }, today);
  const found = await Promise.all(
    pieces.map(async ({ period, grain }) => {
      const told =
        grain === null
          ? sql`select count(*) filter (where received_on between ${period.from}::date and ${period.to}::date)
              - count(*) filter (where resolved_on between ${period.from}::date and ${period.to}::date)
              - count(*) filter (where ended_on between ${period.from}::date and ${period.to}::date) as open
            from petition_facts where ${factsOf(asked)}`
          : sql`select coalesce(sum(c.received - c.resolved_in_time - c.resolved_late - c.resolved_without_term - c.withdrawn
              - c.duplicate), 0) as open ${fromCells(asked, { period, grain })}`;
      return Number((await sql<{ open: string }>`${told}`.execute(reader)).rows[0]?.open ?? 0);
    }),
  );
  return found.reduce((sum, open) => sum + open, 0);
}
