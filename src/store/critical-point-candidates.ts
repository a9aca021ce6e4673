import { sql, type RawBuilder } from 'kysely';
import { addDays, type PlainDate } from '../core/deadlines/plain-date.ts';
import { QUARTER_DAYS, type Finding, type PointPlace } from '../core/critical-points/point.ts';
import type { CountedPlace } from '../core/critical-points/places.ts';
import { QUEUE_WEEKS, type Queue } from '../core/critical-points/queues.ts';
import type { Quarters } from '../core/critical-points/services.ts';
import type { AnsweredCell } from '../core/critical-points/weighted-share.ts';
import type { Reader } from './database.ts';

/** Weeks of petitions in which places are looked at. */
const place_weeks = 8;
/** Side of the squares in which true points are counted, in degrees: some 160 metres. */
const square = 0.0015;
/** Petitions behind a point that are kept. */
const most_behind = 200;

/** Where and until when: `until` is yesterday, the last whole day. */
export interface Searched {
  readonly city_id: string;
  readonly until: PlainDate;
}

const sides = ['now', 'previous', 'year'] as const;
type Side = (typeof sides)[number];

/** The first and the last day of each quarter that is compared; a year is 52 weeks, so that weekdays are alike. */
export function quartersOf(until: PlainDate): Readonly<Record<Side, readonly [PlainDate, PlainDate]>> {
  const back = (days: number) => [addDays(until, 1 - QUARTER_DAYS - days), addDays(until, -days)] as const;
  return { now: back(0), previous: back(QUARTER_DAYS), year: back(364) };
}

/** The first days of the weeks in which places and queues are looked at. */
export const placesSince = ({ until }: Searched): PlainDate => addDays(until, 1 - 7 * place_weeks);
export const queuesSince = ({ until }: Searched): PlainDate => addDays(until, -7 * (QUEUE_WEEKS - 1));

function sideOf(column: string, until: PlainDate): RawBuilder<Side> {
  const cases = Object.entries(quartersOf(until)).map(
    ([side, [from, to]]) => sql`when ${sql.ref(column)} between ${from}::date and ${to}::date then ${side}`,
  );
  return sql`case ${sql.join(cases, sql` `)} end`;
}

interface OfService {
  readonly authority_id: string;
  readonly service_id: string;
  readonly side: Side;
}

function together<T>(rows: readonly (OfService & { readonly value: T })[], none: () => T): Quarters<T>[] {
  const found = new Map<string, { authority_id: string; service_id: string } & Record<Side, T>>();
  for (const { authority_id, service_id, side, value } of rows) {
    const name = `${authority_id}/${service_id}`;
    const one = found.get(name) ?? { authority_id, service_id, now: none(), previous: none(), year: none() };
    one[side] = value;
    found.set(name, one);
  }
  return [...found.values()];
}

/**
 * Answers to the survey by service, in cells of channel, unit and kind: how many were closed, how many of those answered,
 * and how many with 4 or 5 of 5. Services of which nobody answered are left out. Only as the system.
 */
export async function answersByService(
  reader: Reader,
  { city_id, until }: Searched,
): Promise<Quarters<readonly AnsweredCell[]>[]> {
  const { rows } = await sql<OfService & { cells: AnsweredCell[] }>`
    select c.authority_id, c.service_id, c.side, jsonb_agg(jsonb_build_object('unit_id', c.unit_id, 'closed', c.closed, 'n', c.n, 'hits', c.hits)
        order by c.unit_id, c.channel, c.kind_code) as cells
    from (select a.authority_id, a.service_id, a.side, a.unit_id, a.channel, a.kind_code, count(*)::int as closed,
        count(a.satisfaction)::int as n, (count(*) filter (where a.satisfaction >= 4))::int as hits
      from (select s.*, ${sideOf('s.closed_on', until)} as side from surveys s where s.city_id = ${city_id}
        and s.asks = 'how_it_went' and s.closed_on between ${quartersOf(until).year[0]}::date and ${until}::date) a
      where a.side is not null group by 1, 2, 3, 4, 5, 6) c
    group by 1, 2, 3 having sum(c.n) > 0`.execute(reader);
  return together(
    rows.map(({ cells, ...row }) => ({ ...row, value: cells })),
    () => [],
  );
}

/** Words of the facts as the ids they stand for. */
const idOf = (column: string) =>
  sql`(select w.value from statistics_words w where w.id = ${sql.ref(column)})::uuid::text`;
const ofCity = (city_id: string) =>
  sql`f.authority = any(array(select w.id from statistics_words w
    where w.city_id = ${city_id} and w.dimension = 'authority'))`;

/** Business days to the outcome by service, exactly: how many took how many. */
export async function daysByService(
  reader: Reader,
  { city_id, until }: Searched,
): Promise<Quarters<ReadonlyMap<number, number>>[]> {
  const { rows } = await sql<OfService & { days: number[]; counts: number[] }>`
    select ${idOf('d.authority')} as authority_id, ${idOf('d.service')} as service_id, d.side,
      array_agg(d.days) as days, array_agg(d.n) as counts
    from (select f.authority, f.service, ${sideOf('f.resolved_on', until)} as side, f.resolve_days::int as days,
        count(*)::int as n
      from petition_facts f where ${ofCity(city_id)} and f.resolve_days is not null
        and f.resolved_on between ${quartersOf(until).year[0]}::date and ${until}::date group by 1, 2, 3, 4) d
    where d.side is not null group by 1, 2, 3`.execute(reader);
  return together(
    rows.map(({ days, counts, ...row }) => ({
      ...row,
      value: new Map(days.map((one, at) => [one, counts[at]!])),
    })),
    () => new Map<number, number>(),
  );
}

/** Petitions of the last weeks by service and neighbourhood, where the city lists it. */
export async function servicesByZone(reader: Reader, searched: Searched): Promise<CountedPlace[]> {
  const { rows } = await sql<{ authority_id: string; service_id: string; zone_code: string; n: number }>`
    select ${idOf('d.authority')} as authority_id, ${idOf('d.service')} as service_id,
      (select w.value from statistics_words w where w.id = d.neighbourhood) as zone_code, d.n
    from (select f.authority, f.service, f.neighbourhood, count(*)::int as n from petition_facts f
      where ${ofCity(searched.city_id)} and f.received_on between ${placesSince(searched)}::date and ${searched.until}::date
      group by 1, 2, 3) d`.execute(reader);
  return rows
    .filter(({ zone_code }) => zone_code !== '')
    .map(({ zone_code, ...row }) => ({ ...row, place: { zone_code } }));
}

/** The row or column of squares in which a coordinate lies. */
const rowOf = (column: string) => sql`floor(${sql.ref(column)} / ${square}::float8)`;
const middle = (column: string) => sql`(${rowOf(column)} + 0.5) * ${square}::float8`;

/** The same by small squares of the true points, for staff alone; what is suspected of being no petition is left out. */
export async function servicesBySquare(reader: Reader, searched: Searched): Promise<CountedPlace[]> {
  const { rows } = await sql<{
    authority_id: string;
    service_id: string;
    latitude: number;
    longitude: number;
    n: number;
  }>`
    select p.current_authority_id as authority_id, p.service_id, ${middle('p.latitude')} as latitude,
      ${middle('p.longitude')} as longitude, count(*)::int as n
    from petitions p join petition_facts f on f.petition_id = p.id
    where ${ofCity(searched.city_id)} and p.latitude is not null and p.longitude is not null and p.moderation <> 'quarantined'
      and f.received_on between ${placesSince(searched)}::date and ${searched.until}::date
    group by 1, 2, 3, 4`.execute(reader);
  return rows.map(({ latitude, longitude, ...row }) => ({ ...row, place: { latitude, longitude } }));
}

/** What each unit had open at the end of each of the last weeks, as far as is known today. */
export async function queuesByUnit(reader: Reader, searched: Searched): Promise<Queue[]> {
  const since = queuesSince(searched);
  const { rows } = await sql<Queue>`
    select ${idOf('d.authority')} as authority_id, ${idOf('d.unit')} as unit_id, array_agg(d.n order by d.at) as open
    from (select u.authority, u.unit, w.at, (count(*) filter (where u.received_on <= w.at
          and (u.ended is null or u.ended > w.at)))::int as n
      from (select f.authority, f.unit, f.received_on, coalesce(f.resolved_on, f.ended_on) as ended from petition_facts f
        where ${ofCity(searched.city_id)} and (f.resolved_on is null and f.ended_on is null
          or f.resolved_on > ${since}::date or f.ended_on > ${since}::date)) u
      cross join (select ${since}::date + 7 * i as at from generate_series(0, ${QUEUE_WEEKS - 1}::int) i) w
      group by 1, 2, 3) d group by 1, 2`.execute(reader);
  return rows;
}

/** The petitions behind a finding: how many, some of them by id, and the unit that has most of them. */
export interface Behind {
  readonly petitions: number;
  readonly petition_ids: string[];
  readonly unit_id: string | null;
}

/** Two cities may give the same code to different neighbourhoods. */
const wordOf =
  ({ city_id }: Searched) =>
  (dimension: string, value: string) =>
    sql`(select w.id from statistics_words w where w.city_id = ${city_id} and w.dimension = ${dimension}
      and w.value = ${value})`;

export async function petitionsBehind(reader: Reader, searched: Searched, finding: Finding): Promise<Behind> {
  const { where, order } = behindOf(searched, finding);
  const word = wordOf(searched);
  const { rows } = await sql<Behind>`
    select count(*)::int as petitions, (coalesce(array_agg(b.petition_id order by b.rank), '{}'))[1:${sql.lit(most_behind)}] as petition_ids,
      (select w.value::uuid::text from statistics_words w where w.id = mode() within group (order by b.unit)) as unit_id
    from (select f.petition_id, f.unit, row_number() over (order by ${order}) as rank from petition_facts f
      left join petitions p on p.id = f.petition_id
      where f.authority = ${word('authority', finding.authority_id)} and ${where}) b`.execute(reader);
  return rows[0]!;
}

function behindOf(searched: Searched, { kind, service_id, unit_id, place }: Finding) {
  const word = wordOf(searched);
  const service = sql`f.service = ${word('service', service_id ?? '')}`;
  const [from, to] = quartersOf(searched.until).now;
  const resolved = sql`${service} and f.resolved_on between ${from}::date and ${to}::date`;
  switch (kind) {
    case 'satisfaction_fell':
      // All that were resolved: which of them were answered how, nobody at the console reads (decision 15).
      return { where: resolved, order: sql`f.resolved_on desc, f.petition_id` };
    case 'time_rose':
      return { where: resolved, order: sql`f.resolve_days desc nulls last, f.petition_id` };
    case 'queue_rising':
      return {
        where: sql`f.unit = ${word('unit', unit_id ?? '')} and f.resolved_on is null and f.ended_on is null`,
        order: sql`f.received_on, f.petition_id`,
      };
    case 'repeated_here':
      return {
        where: sql`${service} and ${isPlace(searched, place!)}
          and f.received_on between ${placesSince(searched)}::date and ${searched.until}::date`,
        order: sql`f.received_on desc, f.petition_id`,
      };
  }
}

function isPlace(searched: Searched, place: PointPlace): RawBuilder<unknown> {
  if ('zone_code' in place)
    return sql`f.neighbourhood = ${wordOf(searched)('neighbourhood', place.zone_code)}`;
  const { latitude, longitude } = place;
  return sql`p.moderation <> 'quarantined' and ${rowOf('p.latitude')} = floor(${latitude}::float8 / ${square}::float8)
    and ${rowOf('p.longitude')} = floor(${longitude}::float8 / ${square}::float8)`;
}
