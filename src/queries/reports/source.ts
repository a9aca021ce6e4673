import { sql, type RawBuilder } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { PlainDate } from '../../core/deadlines/plain-date.ts';
import type { Period } from '../../core/statistics/period.ts';
import { addTo, emptyTally, type Measure, type Tally } from '../../core/statistics/tally.ts';
import type { Reader } from '../../store/database.ts';
import type { Filter } from '../public/statistics/asked.ts';

/** What every table of a report is counted from: one instant, one place, one period. */
export interface ReportSource {
  readonly reader: Reader;
  readonly city: CityConfiguration;
  readonly authority_id: string | null;
  readonly period: Period;
  /** Local date and instant that the numbers tell of. */
  readonly today: PlainDate;
  readonly as_of: string;
}

/** Tallies by the value of what is told apart; '' where nothing is. */
export type Tallies = ReadonlyMap<string, Tally>;

/** The facts (alias `f`) of petitions that the authority of the report has, or any of the city's. */
export function factsOf({ city, authority_id }: ReportSource): RawBuilder<unknown> {
  return sql`f.authority = any(array(select id from statistics_words where city_id = ${city.city.id}
    and dimension = 'authority' and (${authority_id}::text is null or value = ${authority_id})))`;
}

interface Row {
  readonly value: string;
  readonly measure: Measure;
  readonly days: number | null;
  readonly n: number;
}

const timing = (what: 'replied' | 'resolved', in_time: string) =>
  sql.raw(
    `case when ${in_time} then '${what}_in_time' when not ${in_time} then '${what}_late' else '${what}_without_term' end`,
  );

/**
 * What happened in the period by the value of what is told apart, fact by fact: the board adds up cells of the same
 * facts, so both say the same, and a test compares them.
 */
export async function talliesBy(
  source: ReportSource,
  by: Filter | null,
  { from, to } = source.period,
): Promise<Tallies> {
  const word = by === null ? sql`0` : sql.ref(`f.${by}`);
  const scan = (on: string, measure: RawBuilder<unknown>, days: string) =>
    sql`select ${word} as word, ${measure} as measure, ${sql.raw(days)} as days, count(*)::int as n
      from petition_facts f where ${factsOf(source)} and ${sql.ref(`f.${on}`)} between ${from}::date and ${to}::date
      group by 1, 2, 3`;
  const scans = [
    scan('received_on', sql`'received'`, 'null::smallint'),
    scan('replied_on', timing('replied', 'reply_in_time'), 'reply_days'),
    scan('resolved_on', timing('resolved', 'resolve_in_time'), 'resolve_days'),
    scan('resolved_on', sql`case when f.first_contact then 'first_contact' end`, 'null::smallint'),
    scan('ended_on', sql`f.ending`, 'null::smallint'),
  ];
  const { rows } = await sql<Row>`select coalesce(w.value, '') as value, s.measure, s.days, s.n
    from (${sql.join(scans, sql` union all `)}) s left join statistics_words w on w.id = s.word
    where s.measure is not null`.execute(source.reader);
  const tallies = new Map<string, Tally>();
  for (const { value, measure, days, n } of rows) {
    const tally = tallies.get(value) ?? emptyTally();
    tallies.set(value, tally);
    tally.counts[measure] += n;
    if (days !== null) addTo(measure.startsWith('replied') ? tally.reply_days : tally.resolve_days, days, n);
  }
  return tallies;
}

/** What had come by the end of that day and had no outcome then. */
export async function openOn(source: ReportSource, day: PlainDate): Promise<number> {
  const { rows } = await sql<{
    n: number;
  }>`select count(*)::int as n from petition_facts f where ${factsOf(source)}
    and f.received_on <= ${day}::date
    and coalesce(f.resolved_on, f.ended_on, 'infinity'::date) > ${day}::date`.execute(source.reader);
  return rows[0]?.n ?? 0;
}

/** The same at the end of the period, or now where that is not over. */
export const openAtEnd = (source: ReportSource): Promise<number> =>
  openOn(source, source.period.to < source.today ? source.period.to : source.today);

export interface Month {
  /** `2025-03` */
  readonly month: string;
  readonly received: number;
  readonly resolved: number;
}

/** Received and resolved in the months in which there was any. */
export async function countMonths(source: ReportSource): Promise<readonly Month[]> {
  const { from, to } = source.period;
  const scan = (on: 'received_on' | 'resolved_on', received: number) =>
    sql`select to_char(${sql.ref(`f.${on}`)}, 'YYYY-MM') as month, ${sql.lit(received)} as came from petition_facts f
      where ${factsOf(source)} and ${sql.ref(`f.${on}`)} between ${from}::date and ${to}::date`;
  const { rows } = await sql<Month>`select month, count(*) filter (where came = 1)::int as received,
      count(*) filter (where came = 0)::int as resolved
    from (${scan('received_on', 1)} union all ${scan('resolved_on', 0)}) s group by 1`.execute(source.reader);
  return rows;
}
