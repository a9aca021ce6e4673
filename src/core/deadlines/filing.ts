import { isBusinessDay, nextBusinessDay, type Calendar } from './calendar.ts';
import { isOpenAt, openingsOn, type OpeningHours } from './opening-hours.ts';
import { instantAt, localDateOf, localTimeOf, startOfDayInstant } from './plain-date.ts';
import type { Instant, PlainDate } from './plain-date.ts';

/**
 * What a petition that arrives out of hours is worth, a setting of the pack:
 * `from_receipt` counts from the day it arrived (Mexico City); `next_opening` files it at the next opening of a
 * business day and counts from there (Colombia: Ley 2080 de 2021 art. 9 left CPACA art. 54 without its own rule).
 */
export type FilingRule = 'from_receipt' | 'next_opening';

export type FilingReason =
  'as_received' | 'in_hours' | 'before_opening' | 'after_closing' | 'non_business_day';

export interface FilingInput {
  readonly received_at: Instant;
  readonly rule: FilingRule;
  readonly calendar: Calendar;
  /** Without hours the whole of a business day is open. */
  readonly hours?: readonly OpeningHours[];
}

/** Received is the wire, filed is the law: `filed_on` is day zero of every term of the petition. */
export interface Filing {
  readonly received_at: Instant;
  readonly filed_at: Instant;
  readonly filed_on: PlainDate;
  readonly moved: boolean;
  readonly why: FilingReason;
}

/** When a petition that arrived at that instant counts as filed. Throws OutsideCalendarCoverage. */
export function filingOf(input: FilingInput): Filing {
  const { received_at, rule, calendar } = input;
  const received_on = localDateOf(received_at, calendar.time_zone);
  const business = isBusinessDay(calendar, received_on);
  const asReceived = { received_at, filed_at: received_at, filed_on: received_on, moved: false };
  if (rule === 'from_receipt') return { ...asReceived, why: 'as_received' };
  const hours = input.hours ?? [];
  if (business && (hours.length === 0 || isOpenAt(hours, calendar, received_at))) {
    return { ...asReceived, why: 'in_hours' };
  }
  const filed_at = openingOfBusinessDay(input, received_on);
  const filed_on = localDateOf(filed_at, calendar.time_zone);
  const missed = filed_on === received_on ? 'before_opening' : 'after_closing';
  return { received_at, filed_at, filed_on, moved: true, why: business ? missed : 'non_business_day' };
}

/** The next opening on a business day: a window that opens on Saturdays files nothing where Saturdays do not count. */
function openingOfBusinessDay(
  { received_at, calendar, hours = [] }: FilingInput,
  received_on: PlainDate,
): Instant {
  const time = localTimeOf(received_at, calendar.time_zone);
  const opensLater = ({ opens }: OpeningHours) => opens > time;
  if (isBusinessDay(calendar, received_on)) {
    const today = openingsOn(hours, calendar, received_on).find(opensLater);
    if (today !== undefined) return instantAt(received_on, today.opens, calendar.time_zone);
  }
  const first = nextBusinessDay(calendar, received_on);
  let date = first;
  // Hours that open on no business day of two weeks say nothing: then the business day itself is the opening.
  for (let tries = 0; tries < 10; tries += 1) {
    const stretch = openingsOn(hours, calendar, date)[0];
    if (stretch !== undefined) return instantAt(date, stretch.opens, calendar.time_zone);
    date = nextBusinessDay(calendar, date);
  }
  return startOfDayInstant(first, calendar.time_zone);
}
