import { addDays, daysBetween, weekdayOf, type PlainDate } from './plain-date.ts';
import { accepted, refused, type Decision } from '../decision.ts';

/** What an entry of a calendar is about. A suspension stops terms by an act (a contingency), a closure shuts the office. */
export type CalendarDayKind = 'holiday' | 'closure' | 'suspension' | 'working_day';

/** One date that differs from the weekly pattern, with the law or act that says so. */
export interface CalendarDay {
  readonly on: PlainDate;
  readonly is_business: boolean;
  readonly kind: CalendarDayKind;
  readonly name: string;
  readonly source: string;
  readonly reason?: string;
}

/** Which days count for an authority. Dates before `covers_from` or after `covers_until` are unknown, not business days. */
export interface Calendar {
  readonly code: string;
  /** Changes whenever an entry does; a clock keeps the one it was computed with. */
  readonly version?: string;
  readonly time_zone: string;
  /** 1 = Monday … 7 = Sunday. */
  readonly business_weekdays: readonly number[];
  readonly covers_from: PlainDate;
  readonly covers_until: PlainDate;
  readonly days: ReadonlyMap<PlainDate, CalendarDay>;
}

/** What an authority adds to its country's calendar. Its days rule over the country's; of two for one date the later rules. */
export interface AuthorityCalendar {
  readonly code: string;
  readonly version?: string;
  readonly time_zone?: string;
  readonly business_weekdays?: readonly number[];
  readonly covers_from?: PlainDate;
  readonly covers_until?: PlainDate;
  readonly days: readonly CalendarDay[];
}

export type DayReason =
  'business_day' | 'weekend' | 'holiday' | 'closure' | 'suspension' | 'working_day_by_exception';

/** Whether a day counts for terms, why, and the law or act behind it when it is not just the weekly pattern. */
export interface DayVerdict {
  readonly on: PlainDate;
  readonly counts: boolean;
  readonly why: DayReason;
  readonly name?: string;
  readonly source?: string;
}

/**
 * Thrown by every function that would have to look at a date outside the years a calendar covers.
 * It is an error and not a refusal in each signature because no rule can go on without the calendar;
 * `withinCoverage` turns it into a refusal at the door.
 */
export class OutsideCalendarCoverage extends Error {
  readonly code = 'outside_calendar_coverage';
  readonly calendar: string;
  readonly on: PlainDate;
  readonly covers_from: PlainDate;
  readonly covers_until: PlainDate;

  constructor(calendar: Calendar, on: PlainDate) {
    super(
      `Calendar ${calendar.code} covers ${calendar.covers_from} to ${calendar.covers_until}: ${on} is outside`,
    );
    this.name = 'OutsideCalendarCoverage';
    this.calendar = calendar.code;
    this.on = on;
    this.covers_from = calendar.covers_from;
    this.covers_until = calendar.covers_until;
  }
}

/** Runs a computation and gives a refusal where it met a date that its calendar does not cover. */
export function withinCoverage<T>(compute: () => T): Decision<T, 'outside_calendar_coverage'> {
  try {
    return accepted(compute());
  } catch (error) {
    if (!(error instanceof OutsideCalendarCoverage)) throw error;
    const { calendar, on, covers_from, covers_until } = error;
    return refused('outside_calendar_coverage', { calendar, on, covers_from, covers_until });
  }
}

/** The days of a list by date; of two entries for one date the later one rules. */
export function daysByDate(days: readonly CalendarDay[]): ReadonlyMap<PlainDate, CalendarDay> {
  return new Map(days.map((day) => [day.on, day]));
}

/** The calendar of an authority: its country's, overridden by its own days, week and zone; coverage can only narrow. */
export function mergeCalendars(country: Calendar, own: AuthorityCalendar): Calendar {
  const from = own.covers_from ?? country.covers_from;
  const until = own.covers_until ?? country.covers_until;
  const version = [country.version, own.version].filter((part) => part !== undefined).join('+');
  return {
    code: own.code,
    ...(version === '' ? {} : { version }),
    time_zone: own.time_zone ?? country.time_zone,
    business_weekdays: own.business_weekdays ?? country.business_weekdays,
    covers_from: from > country.covers_from ? from : country.covers_from,
    covers_until: until < country.covers_until ? until : country.covers_until,
    days: new Map([...country.days, ...daysByDate(own.days)]),
  };
}

/** Whether the date counts and why. Throws OutsideCalendarCoverage. */
export function verdictOf(calendar: Calendar, date: PlainDate): DayVerdict {
  if (date < calendar.covers_from || date > calendar.covers_until) {
    throw new OutsideCalendarCoverage(calendar, date);
  }
  const day = calendar.days.get(date);
  if (day !== undefined) {
    const closed = day.kind === 'working_day' ? 'closure' : day.kind;
    const why = day.is_business ? 'working_day_by_exception' : closed;
    return { on: date, counts: day.is_business, why, name: day.name, source: day.source };
  }
  const counts = calendar.business_weekdays.includes(weekdayOf(date));
  return { on: date, counts, why: counts ? 'business_day' : 'weekend' };
}

/** Throws OutsideCalendarCoverage. */
export function isBusinessDay(calendar: Calendar, date: PlainDate): boolean {
  return verdictOf(calendar, date).counts;
}

/** The first business day strictly after the date. Throws OutsideCalendarCoverage. */
export function nextBusinessDay(calendar: Calendar, date: PlainDate): PlainDate {
  return addBusinessDays(calendar, date, 1);
}

/** The date itself when it is a business day, else the next one. Throws OutsideCalendarCoverage. */
export function onOrNextBusinessDay(calendar: Calendar, date: PlainDate): PlainDate {
  return isBusinessDay(calendar, date) ? date : nextBusinessDay(calendar, date);
}

/**
 * The n-th business day after `from`, which is day zero whether it is a business day or not (n = 0 gives `from`).
 * Throws OutsideCalendarCoverage, and RangeError for an n that is no whole number ≥ 0.
 */
export function addBusinessDays(calendar: Calendar, from: PlainDate, n: number): PlainDate {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of business days: ${n}`);
  verdictOf(calendar, from);
  let date = from;
  for (let left = n; left > 0;) {
    date = addDays(date, 1);
    if (isBusinessDay(calendar, date)) left -= 1;
  }
  return date;
}

/**
 * How many business days lie after `from` up to and including `to`; 0 when `to` is not later. Weeks are multiplied and
 * the days that differ from them are set right, since lists ask for years of them in every row. Throws
 * OutsideCalendarCoverage.
 */
export function businessDaysBetween(calendar: Calendar, from: PlainDate, to: PlainDate): number {
  verdictOf(calendar, from);
  if (to <= from) return 0;
  const { business_weekdays, covers_until, days } = calendar;
  if (to > covers_until) throw new OutsideCalendarCoverage(calendar, addDays(covers_until, 1));
  const length = daysBetween(from, to);
  const byWeek = (weekday: number): number => (business_weekdays.includes(weekday) ? 1 : 0);
  let count = Math.floor(length / 7) * [1, 2, 3, 4, 5, 6, 7].reduce((sum, day) => sum + byWeek(day), 0);
  const start = weekdayOf(from);
  for (let after = 1; after <= length % 7; after += 1) count += byWeek(((start - 1 + after) % 7) + 1);
  for (const { on, is_business } of days.values()) {
    if (on > from && on <= to) count += (is_business ? 1 : 0) - byWeek(weekdayOf(on));
  }
  return count;
}
