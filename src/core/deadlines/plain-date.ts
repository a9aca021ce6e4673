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
    return accepted(secondsOf(Temporal.Instant.from(text).epochMilliseconds));
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
  return secondsOf(epochMilliseconds(instant) + seconds * 1000);
}

/** The date on the wall of that zone at that instant. */
export function localDateOf(instant: Instant, timeZone: string): PlainDate {
  const { year, month, day } = onTheWall(instant, timeZone);
  return `${year.padStart(4, '0')}-${month}-${day}`;
}

/** The time on the wall of that zone at that instant, `HH:MM`. */
export function localTimeOf(instant: Instant, timeZone: string): string {
  const { hour, minute } = onTheWall(instant, timeZone);
  return `${hour}:${minute}`;
}

/** The first instant of the date in that zone (not always 00:00, where summer time begins at midnight). */
export function startOfDayInstant(date: PlainDate, timeZone: string): Instant {
  const key = `${date} ${timeZone}`;
  let start = starts.get(key);
  if (start === undefined) {
    if (starts.size >= most_starts) starts.clear();
    start = secondsOf(Temporal.PlainDate.from(date).toZonedDateTime(timeZone).epochMilliseconds);
    starts.set(key, start);
  }
  return start;
}

// What is filed on one day is due on the same few days.
const starts = new Map<string, Instant>();
const most_starts = 1000;

/** The last second of the date in that zone: 23:59:59 local, the deadline of a term that ends that day. */
export function endOfDayInstant(date: PlainDate, timeZone: string): Instant {
  return addSeconds(startOfDayInstant(addDays(date, 1), timeZone), -1);
}

/** The instant of a wall time `HH:MM` on that date in that zone. */
export function instantAt(date: PlainDate, time: string, timeZone: string): Instant {
  const plainTime = Temporal.PlainTime.from(time);
  return secondsOf(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds);
}

type Wall = Record<'year' | 'month' | 'day' | 'hour' | 'minute', string>;
const walls = new Map<string, Intl.DateTimeFormat>();

// Temporal asks the same of Intl, and takes five times as long.
function onTheWall(instant: Instant, timeZone: string): Wall {
  let wall = walls.get(timeZone);
  if (wall === undefined) {
    const two = '2-digit';
    wall = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      ...{ timeZone, hourCycle: 'h23', year: 'numeric' },
      ...{ month: two, day: two, hour: two, minute: two },
    });
    walls.set(timeZone, wall);
  }
  const parts = wall.formatToParts(epochMilliseconds(instant)).map(({ type, value }) => [type, value]);
  return Object.fromEntries(parts) as Wall;
}

/** @throws RangeError for what is no instant */
function epochMilliseconds(instant: Instant): number {
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new RangeError(`No instant: ${instant}`);
  return ms;
}

function epochSeconds(instant: Instant): number {
  return Math.floor(epochMilliseconds(instant) / 1000);
}

/** Fractions are cut. */
function secondsOf(ms: number): Instant {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
