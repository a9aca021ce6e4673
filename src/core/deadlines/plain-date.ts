import { Temporal } from 'temporal-polyfill';
import { accepted, refused, type Decision } from '../decision.ts';
import { dateOfDayNumber, dayNumberOf } from './day-number.ts';

/** A calendar date without time or zone, always `YYYY-MM-DD`; such strings compare in date order. */
export type PlainDate = string;

/** An instant, ISO 8601 in UTC with `Z`, to the second (fractions are accepted on input). */
export type Instant = string;

/** 1 = Monday … 7 = Sunday, as ISO 8601 counts. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DATE_SHAPE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT_SHAPE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Reads a date as a person or a file wrote it. Refuses what is no date of the Gregorian calendar (2026-02-30). */
export function parsePlainDate(text: string): Decision<PlainDate, 'not_a_date'> {
  if (!DATE_SHAPE.test(text)) return refused('not_a_date', { text });
  try {
    return accepted(Temporal.PlainDate.from(text, { overflow: 'reject' }).toString());
  } catch {
    return refused('not_a_date', { text });
  }
}

/** Reads an instant with its zone (`Z` or `±hh:mm`) and gives it in UTC, to the second. */
export function parseInstant(text: string): Decision<Instant, 'not_an_instant'> {
  if (!INSTANT_SHAPE.test(text)) return refused('not_an_instant', { text });
  try {
    return accepted(secondsOf(Temporal.Instant.from(text)));
  } catch {
    return refused('not_an_instant', { text });
  }
}

/** The date that many days later (earlier when negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfDayNumber(dayNumberOf(date) + days);
}

/** Date to date; a day that the month lacks becomes the last of it: 01-31 + 1 month = 02-28. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  return Temporal.PlainDate.from(date).add({ months }, { overflow: 'constrain' }).toString();
}

/** The day of the week, 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: PlainDate): Weekday {
  // 1970-01-01 was a Thursday; adding whole weeks keeps the remainder positive before it.
  return (((((dayNumberOf(date) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

/** Calendar days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** Negative, zero or positive, to the second: a deadline of 23:59:59 holds until that second is over. */
export function compareInstants(one: Instant, other: Instant): number {
  return Math.sign(secondsBetween(other, one));
}

/** Whole seconds from one instant to another; fractions of a second are cut first. */
export function secondsBetween(from: Instant, to: Instant): number {
  return epochSeconds(to) - epochSeconds(from);
}

/** The instant that many seconds later. */
export function addSeconds(instant: Instant, seconds: number): Instant {
  return secondsOf(Temporal.Instant.from(instant).add({ seconds }));
}

/** The date on the wall of that zone at that instant. */
export function localDateOf(instant: Instant, timeZone: string): PlainDate {
  return zonedOf(instant, timeZone).toPlainDate().toString();
}

/** The time on the wall of that zone at that instant, `HH:MM`. */
export function localTimeOf(instant: Instant, timeZone: string): string {
  return zonedOf(instant, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** The first instant of the date in that zone (not always 00:00, where summer time begins at midnight). */
export function startOfDayInstant(date: PlainDate, timeZone: string): Instant {
  return secondsOf(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).toInstant());
}

/** The last second of the date in that zone: 23:59:59 local, the deadline of a term that ends that day. */
export function endOfDayInstant(date: PlainDate, timeZone: string): Instant {
  return addSeconds(startOfDayInstant(addDays(date, 1), timeZone), -1);
}

/** The instant of a wall time `HH:MM` on that date in that zone. */
export function instantAt(date: PlainDate, time: string, timeZone: string): Instant {
  const plainTime = Temporal.PlainTime.from(time);
  return secondsOf(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).toInstant());
}

function zonedOf(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

function epochSeconds(instant: Instant): number {
  return Math.floor(Temporal.Instant.from(instant).epochMilliseconds / 1000);
}

function secondsOf(instant: Temporal.Instant): Instant {
  return instant.toString({ smallestUnit: 'second', roundingMode: 'floor' });
}
