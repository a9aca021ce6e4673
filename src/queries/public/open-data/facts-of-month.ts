import { sql, type RawBuilder } from 'kysely';
import { lastDayOf } from '../../../core/open-data/data-json.ts';
import { dimensionWords, type Crowd, type DimensionWord, type Pair } from './counted-things.ts';
import type { DatasetSource } from './source.ts';

/** How many of what happened in a month took so many days, of one value or of two together. */
export interface CountedFacts {
  readonly first: string;
  readonly second: string;
  readonly crowd: Crowd;
  /** Null where no term was running. */
  readonly in_time: boolean | null;
  /** Business days; null where nobody can count them. */
  readonly days: number | null;
  readonly first_contact: boolean;
  readonly n: number;
}

const facts_of_city = (city_id: string) =>
  sql`authority = any(array(select id from statistics_words where city_id = ${city_id} and dimension = 'authority'))`;

/** Counts stand while nothing is being counted anew. */
export const counts_stand = sql`exists (select from statistics_progress where position is not null and swept_until is null)`;

/** The months in which something that is counted happened, oldest first; none while all is being counted anew. */
export async function monthsOfFacts({ reader, city }: DatasetSource): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(happened.happened_on, 'YYYY-MM') as month
    from petition_facts, lateral (values (received_on), (replied_on), (resolved_on), (ended_on)) as happened (happened_on)
    where ${facts_of_city(city.city.id)} and happened.happened_on is not null and ${counts_stand}
    order by 1`.execute(reader);
  return rows.map(({ month }) => month);
}

/** What happened in a month by one dimension, or by two; from the facts that the board counts. */
export async function factsOfMonth(
  { reader, city }: DatasetSource,
  month: string,
  [one, other]: Pair,
): Promise<readonly CountedFacts[]> {
  const apart = (dimension: DimensionWord) =>
    dimension === 'todas' ? sql`null::integer` : sql.ref(dimensionWords[dimension]);
  const scan = (column: string, told: RawBuilder<unknown>) => sql`
    select ${apart(one)} as a, ${apart(other)} as b, ${told} from petition_facts
    where ${facts_of_city(city.city.id)}
      and ${sql.ref(column)} between ${`${month}-01`}::date and ${lastDayOf(month)}::date`;
  const nothing = `null::boolean as in_time, null::smallint as days, false as first_contact`;
  const scans = [
    scan('received_on', sql`'recibidas' as crowd, ${sql.raw(nothing)}`),
    scan('replied_on', sql`'respondidas', reply_in_time, reply_days, false`),
    scan('resolved_on', sql`'resueltas', resolve_in_time, resolve_days, first_contact`),
    scan(
      'ended_on',
      sql`case ending when 'withdrawn' then 'desistidas' else 'duplicadas' end, ${sql.raw(nothing)}`,
    ),
  ];
  const { rows } = await sql<CountedFacts>`
    select coalesce(w.value, '') as first, coalesce(v.value, '') as second, t.crowd, t.in_time, t.days,
      t.first_contact, t.n
    from (
      select a, b, crowd, in_time, days, first_contact, count(*)::int as n
      from (${sql.join(scans, sql` union all `)}) as happened group by 1, 2, 3, 4, 5, 6
    ) as t left join statistics_words w on w.id = t.a left join statistics_words v on v.id = t.b
    order by 1, 2, 3, 5, 4, 6`.execute(reader);
  return rows;
}
