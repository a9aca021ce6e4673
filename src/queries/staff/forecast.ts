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
import { reading } from '../../store/database.ts';
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
import { countsByDay, dueByDay, overdueNow, type ByDay, type CountedPlace } from './work-counts.ts';

/** Business days that are told ahead. */
const business_days_ahead = 10;
/** Days of history that are read: a year, so that its holidays are in it, and what comes before the first of them. */
const history_days = 420;
/** Days of it that the forecast of the place itself is made from. */
const own_days = 182;
const pace_weeks = 8;

/**
 * What is expected in a place: arrivals by day, and what will fall overdue of what is open. Counted from the
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
  const counted = await countWork(ports, { city, place, today, now, until: days.at(-1)!.on });
  const [own, whole] = [
    historyOf(counted.own, { today, kindOf }),
    historyOf(counted.whole, { today, kindOf }),
  ];
  const due = [{ on: today, kind: kindOf(today) }, ...days].map(({ on, kind }) => ({
    ...{ on, is_business: kind === 'working', due: counted.due.get(on) ?? 0 },
  }));
  const pace = paceOf(weeksOf(counted.answered, today, kindOf));
  return {
    ...{ today, name: nameOfPlace(city, place), places: placesToChoose(asker, 'petition.read') },
    arrivals: roundedArrivals(forecastArrivals(own.slice(-own_days), days, holidayShare(whole))),
    recent: own.slice(-28),
    list: searchOf(filterOf(place)),
    overdue: { now: counted.overdue, pace, days: forecastOverdue(counted.overdue, due, pace) },
  };
}

function roundedArrivals(told: ReturnType<typeof forecastArrivals>) {
  if (told === null) return null;
  const days = told.days.map((day) => ({ ...day, expected: Math.round(day.expected * 10) / 10 }));
  return { ...told, days, checked: { ...told.checked } };
}

interface Asked extends CountedPlace {
  readonly today: PlainDate;
  readonly now: string;
  readonly until: PlainDate;
}

/** What came to the place, and to its authorities as a whole; what was answered there; and what is due and overdue. */
function countWork({ database }: StaffPorts, { city, place, today, ...moment }: Asked) {
  const own = { city, place };
  const whole = { city, place: { ...place, unit_ids: null } };
  const yesterday = addDays(today, -1);
  const history = { measure: 'received', from: addDays(today, -history_days), to: yesterday } as const;
  const pace = { measure: 'answered', from: addDays(today, -7 * pace_weeks), to: yesterday } as const;
  return reading(database, { kind: 'system' }, async (reader) => {
    const [came, came_whole, answered, due, overdue] = await Promise.all([
      countsByDay(reader, own, history),
      place.unit_ids === null ? null : countsByDay(reader, whole, history),
      countsByDay(reader, own, pace),
      dueByDay(reader, own, moment),
      overdueNow(reader, own, { today, now: moment.now }),
    ]);
    return { own: came, whole: came_whole ?? came, answered, due, overdue };
  });
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

/** Day by day without gaps up to yesterday, from the first day on which anything came. */
function historyOf(came: ByDay, { today, kindOf }: { today: PlainDate; kindOf: KindOf }): CountedDay[] {
  const first = [...came.keys()].reduce((least, on) => (on < least ? on : least), today);
  return Array.from({ length: daysBetween(first, today) }, (_, at) => {
    const on = addDays(first, at);
    return { on, kind: kindOf(on), n: came.get(on) ?? 0 };
  });
}

function weeksOf(answered: ByDay, today: PlainDate, kindOf: KindOf) {
  return Array.from({ length: pace_weeks }, (_, week) => {
    const days = Array.from({ length: 7 }, (__, day) => addDays(today, -7 * (week + 1) + day));
    return {
      answered: days.reduce((sum, on) => sum + (answered.get(on) ?? 0), 0),
      business_days: days.filter((on) => kindOf(on) === 'working').length,
    };
  });
}
