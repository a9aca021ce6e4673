import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { addDays, startOfDayInstant, type PlainDate } from '../../core/deadlines/plain-date.ts';
import type { Period } from '../../core/statistics/period.ts';
import type { Reader } from '../../store/database.ts';
import { askWith } from '../public/statistics/asked.ts';
import { standingNow } from '../public/statistics/ends.ts';
import type { WorkPlace } from './places-of-actor.ts';
import { daysWithin, factsWithin } from './work-facts.ts';

export interface CountedPlace {
  readonly city: CityConfiguration;
  readonly place: WorkPlace;
}

export type ByDay = ReadonlyMap<PlainDate, number>;

/**
 * How many a place received, or answered, on each day of a period: days with none are left out. From the counts by day, one
 * row for each day and unit or authority, whatever the size of the city. Answered is what got its first reply or its
 * outcome; both on one day are one. Ask as the system.
 */
export async function countsByDay(
  reader: Reader,
  { city, place }: CountedPlace,
  { measure, from, to }: Period & { readonly measure: 'received' | 'answered' },
): Promise<ByDay> {
  const { rows } = await sql<{ on: PlainDate; n: number }>`
    select c.at as on, sum(${sql.ref(`c.${measure}`)})::int as n from statistics_cells c
    where ${daysWithin(city.city.id, place)} and c.at between ${from}::date and ${to}::date
    group by 1 having sum(${sql.ref(`c.${measure}`)}) > 0`.execute(reader);
  return new Map(rows.map(({ on, n }) => [on, n]));
}

interface Moment {
  readonly today: PlainDate;
  /** Instant. */
  readonly now: string;
}

/** What a place has that is open and past the earliest end of its terms, as the board tells it. Ask as the system. */
export async function overdueNow(
  reader: Reader,
  { city, place }: CountedPlace,
  moment: Moment,
): Promise<number> {
  const { authority_ids, unit_ids } = place;
  const ids = unit_ids ?? authority_ids;
  const by = unit_ids !== null ? 'unit' : authority_ids !== null ? 'authority' : null;
  const asked = await askWith(reader, { city_id: city.city.id, filters: {}, by });
  if (asked === null) return 0;
  const standing = await standingNow(reader, asked, moment);
  return (ids ?? ['']).reduce((sum, id) => sum + (standing.get(id)?.overdue ?? 0), 0);
}

/**
 * Open petitions of a place by the local day on which the earliest term of reply or resolution ends, from this instant until
 * the end of that day. Read one by one, only those that are due then. Ask as the system.
 */
export async function dueByDay(
  reader: Reader,
  { city, place }: CountedPlace,
  { now, until }: { readonly now: string; readonly until: PlainDate },
): Promise<ByDay> {
  const { id, time_zone } = city.city;
  const end = startOfDayInstant(addDays(until, 1), time_zone);
  const { rows } = await sql<{ on: PlainDate; n: number }>`
    select (f.due_at at time zone ${time_zone})::date as on, count(*)::int as n
    from petition_facts f where ${factsWithin(id, place)} and f.resolved_on is null and f.ended_on is null
      and f.due_at >= ${now} and f.due_at < ${end} group by 1`.execute(reader);
  return new Map(rows.map(({ on, n }) => [on, n]));
}
