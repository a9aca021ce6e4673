import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { OutsideCalendarCoverage, verdictOf, type Calendar } from '../../core/deadlines/calendar.ts';
import {
  addDays,
  daysBetween,
  localDateOf,
  weekdayOf,
  type PlainDate,
} from '../../core/deadlines/plain-date.ts';
import {
  forecastArrivals,
  holidayShare,
  type CountedDay,
  type DayKind,
} from '../../core/forecast/arrivals.ts';
import { forecastOverdue, paceOf } from '../../core/forecast/overdue.ts';
import { reading, type Reader } from '../../store/database.ts';
import type { Asker } from './list-petitions.ts';
import {
  nameOfPlace,
  placesToChoose,
  workPlaceOf,
  type PlaceAsked,
  type WorkPlace,
} from './places-of-actor.ts';
import type { StaffPorts } from './ports.ts';
import { filterOf, searchOf } from './unit-numbers.ts';
import { factsWithin } from './work-facts.ts';

/** Business days that are told ahead. */
const business_days_ahead = 10;
/** Days of history that are read: a year, so that its holidays are in it, and what comes before the first of them. */
const history_days = 420;
/** Days of it that the forecast of the place itself is made from. */
const own_days = 182;
const pace_weeks = 8;

/**
 * What is expected in a place: arrivals by day, and what will fall overdue of what is open. Counted from the facts of the
 * statistics, as the system: a number names nobody. Null for a place that the asker does not reach.
 */
export async function forecast(ports: StaffPorts, asker: Asker, asked: PlaceAsked) {
  const place = workPlaceOf(asker, 'petition.read', asked);
  if (place === null) return null;
  const { city } = asker;
  const now = ports.now();
  const today = localDateOf(now, city.city.time_zone);
  const kindOf = kindsOf(calendarOf(city, place));
  const days = daysAhead(today, kindOf);
  const scope = { city, place, today };
  const counted = await reading(ports.database, { kind: 'system' }, async (reader) => ({
    came: await cameByDay(reader, scope),
    due: await dueByDay(reader, { ...scope, now, until: days.at(-1)!.on }),
    answered: await answeredByDay(reader, scope),
  }));
  const { own, whole } = historiesOf(counted.came, { today, kindOf });
  const due = [{ on: today, kind: kindOf(today) }, ...days].map(({ on, kind }) => ({
    ...{ on, is_business: kind === 'working', due: counted.due.by.get(on) ?? 0 },
  }));
  const pace = paceOf(weeksOf(counted.answered, today, kindOf));
  return {
    ...{ today, name: nameOfPlace(city, place), places: placesToChoose(asker, 'petition.read') },
    arrivals: roundedArrivals(forecastArrivals(own.slice(-own_days), days, holidayShare(whole))),
    recent: own.slice(-28),
    list: searchOf(filterOf(place)),
    overdue: { now: counted.due.overdue, pace, days: forecastOverdue(counted.due.overdue, due, pace) },
  };
}

function roundedArrivals(told: ReturnType<typeof forecastArrivals>) {
  if (told === null) return null;
  const days = told.days.map((day) => ({ ...day, expected: Math.round(day.expected * 10) / 10 }));
  return { ...told, days, checked: { ...told.checked } };
}

interface Scope {
  readonly city: CityConfiguration;
  readonly place: WorkPlace;
  readonly today: PlainDate;
}

type KindOf = (on: PlainDate) => DayKind;

/** Several authorities are told by the calendar of the first. */
function calendarOf(
  { calendars, authorities }: CityConfiguration,
  { authority_ids }: WorkPlace,
): Calendar | undefined {
  const ids = authority_ids ?? [...authorities.keys()];
  return ids.map((id) => calendars.get(id)).find((one) => one !== undefined);
}

/** Beyond the years of a calendar the days of the week alone are known. */
function kindsOf(calendar: Calendar | undefined): KindOf {
  const ofWeek: KindOf = (on) =>
    (calendar?.business_weekdays ?? [1, 2, 3, 4, 5]).includes(weekdayOf(on)) ? 'working' : 'day_off';
  if (calendar === undefined) return ofWeek;
  return (on) => {
    try {
      const { counts, why } = verdictOf(calendar, on);
      return counts ? 'working' : why === 'weekend' ? 'day_off' : 'holiday';
    } catch (error) {
      if (error instanceof OutsideCalendarCoverage) return ofWeek(on);
      throw error;
    }
  };
}

/** From tomorrow to the tenth business day, every day in between; at most as far as the errors were made for. */
function daysAhead(today: PlainDate, kindOf: KindOf) {
  const days: { on: PlainDate; kind: DayKind }[] = [];
  for (
    let left = business_days_ahead, on = addDays(today, 1);
    left > 0 && days.length < 16;
    on = addDays(on, 1)
  ) {
    const kind = kindOf(on);
    days.push({ on, kind });
    if (kind === 'working') left -= 1;
  }
  return days;
}

interface Came {
  readonly on: PlainDate;
  readonly own: number;
  readonly whole: number;
}

/** By day: what came to the place, and to its authorities as a whole. */
async function cameByDay(reader: Reader, { city, place, today }: Scope): Promise<readonly Came[]> {
  const id = city.city.id;
  const { rows } = await sql<Came>`
    select f.received_on as on, count(*)::int as whole, (count(*) filter (where ${factsWithin(id, place)}))::int as own
    from petition_facts f where ${factsWithin(id, { ...place, unit_ids: null })}
      and f.received_on between ${addDays(today, -history_days)}::date and ${addDays(today, -1)}::date
    group by 1`.execute(reader);
  return rows;
}

/** Day by day without gaps up to yesterday, from the first day on which anything came. */
function historiesOf(came: readonly Came[], { today, kindOf }: { today: PlainDate; kindOf: KindOf }) {
  const byDate = new Map(came.map((day) => [day.on, day]));
  const series = (which: 'own' | 'whole'): CountedDay[] => {
    const first = came.reduce((least, day) => (day[which] > 0 && day.on < least ? day.on : least), today);
    return Array.from({ length: daysBetween(first, today) }, (_, at) => {
      const on = addDays(first, at);
      return { on, kind: kindOf(on), n: byDate.get(on)?.[which] ?? 0 };
    });
  };
  return { own: series('own'), whole: series('whole') };
}

interface Due extends Scope {
  readonly now: string;
  readonly until: PlainDate;
}

/** Open petitions by the local day on which the earliest term of reply or resolution ends, and those past it. */
async function dueByDay(reader: Reader, { city, place, now, until }: Due) {
  const zone = city.city.time_zone;
  const { rows } = await sql<{ on: PlainDate | null; n: number }>`
    select case when f.due_at >= ${now} then (f.due_at at time zone ${zone})::date end as on, count(*)::int as n
    from petition_facts f where ${factsWithin(city.city.id, place)} and f.resolved_on is null and f.ended_on is null
      and f.due_at is not null and (f.due_at at time zone ${zone})::date <= ${until}::date group by 1`.execute(
    reader,
  );
  const overdue = rows.find(({ on }) => on === null)?.n ?? 0;
  return { overdue, by: new Map(rows.flatMap(({ on, n }) => (on === null ? [] : [[on, n] as const]))) };
}

/** By day: petitions that got their first reply or their outcome; both on one day are one. */
async function answeredByDay(
  reader: Reader,
  { city, place, today }: Scope,
): Promise<ReadonlyMap<PlainDate, number>> {
  const within = factsWithin(city.city.id, place);
  const [from, to] = [addDays(today, -7 * pace_weeks), addDays(today, -1)];
  const on = (column: 'replied_on' | 'resolved_on' | 'ended_on') => sql`select ${sql.ref(`f.${column}`)} as on
    from petition_facts f where ${within} and ${sql.ref(`f.${column}`)} between ${from}::date and ${to}::date`;
  const { rows } = await sql<{ on: PlainDate; n: number }>`select d.on, count(*)::int as n from (
      ${on('replied_on')} union all ${on('resolved_on')} and f.resolved_on is distinct from f.replied_on
      union all ${on('ended_on')} and f.ended_on is distinct from f.replied_on) d group by 1`.execute(reader);
  return new Map(rows.map((row) => [row.on, row.n]));
}

function weeksOf(answered: ReadonlyMap<PlainDate, number>, today: PlainDate, kindOf: KindOf) {
  return Array.from({ length: pace_weeks }, (_, week) => {
    const days = Array.from({ length: 7 }, (__, day) => addDays(today, -7 * (week + 1) + day));
    return {
      answered: days.reduce((sum, on) => sum + (answered.get(on) ?? 0), 0),
      business_days: days.filter((on) => kindOf(on) === 'working').length,
    };
  });
}
