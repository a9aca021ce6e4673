import type { CityConfiguration } from '../cities/configuration.ts';
import { OutsideCalendarCoverage, type Calendar } from '../deadlines/calendar.ts';
import { isOpenAt, nextOpening, openingsOn, type OpeningHours } from '../deadlines/opening-hours.ts';
import {
  addDays,
  addSeconds,
  compareInstants,
  instantAt,
  localDateOf,
  type Instant,
  type PlainDate,
} from '../deadlines/plain-date.ts';
import { hoursOf, type OfficeSettings } from './office.ts';

/** How an office stands at an instant. */
export interface OfficeDay {
  readonly today: PlainDate;
  /** Whether somebody who comes now gets a number. */
  readonly gives_numbers: boolean;
  readonly is_open: boolean;
  /** The end of the last stretch of today; null on a day on which it does not open. */
  readonly closes_at: Instant | null;
  /** From when on no new numbers are given today. */
  readonly stops_at: Instant | null;
  /** When numbers are given again; null where that is not known. */
  readonly opens_at: Instant | null;
  /** The last stretch of today is over. */
  readonly is_over: boolean;
}

interface Asked {
  readonly hours: readonly OpeningHours[];
  readonly calendar: Calendar;
  readonly now: Instant;
}

/**
 * Numbers are given while it is open, and in a pause between two stretches of a day too, for who waits inside; in the
 * last `stop_minutes` before the last closing no more. On a day that the calendar says nothing of, it does not open.
 */
export function officeDay({ hours, calendar, now }: Asked, stop_minutes: number): OfficeDay {
  const { time_zone } = calendar;
  const today = localDateOf(now, time_zone);
  const stretches = ifKnown(() => openingsOn(hours, calendar, today)) ?? [];
  const [first, last] = [stretches[0], stretches.at(-1)];
  const at = (time: string) => instantAt(today, time, time_zone);
  const closes_at = last === undefined ? null : at(last.closes);
  const stops_at = closes_at === null ? null : addSeconds(closes_at, -60 * stop_minutes);
  const isSince = (instant: Instant) => compareInstants(now, instant) >= 0;
  const gives_numbers = first !== undefined && isSince(at(first.opens)) && !isSince(stops_at!);
  const is_open = stretches.some(({ opens, closes }) => isSince(at(opens)) && !isSince(at(closes)));
  const beforeToday = first !== undefined && !isSince(at(first.opens));
  const tomorrow = instantAt(addDays(today, 1), '00:00', time_zone);
  const opens_at = gives_numbers
    ? null
    : beforeToday
      ? at(first.opens)
      : ifKnown(() => nextOpening(hours, calendar, tomorrow));
  return {
    ...{ today, gives_numbers, is_open, closes_at, stops_at, opens_at },
    is_over: closes_at !== null && isSince(closes_at),
  };
}

/**
 * Whether an office still opens at an hour that was booked: it was not given up, and neither its hours nor its days
 * changed; on a day of which the calendar says nothing, as it did then.
 */
export function keepsHour(
  office: { readonly is_active: boolean; readonly authority_id: string; readonly settings: OfficeSettings },
  city: Pick<CityConfiguration, 'hours' | 'calendars'>,
  at: Instant,
): boolean {
  const { hours, calendar } = hoursOf(office, city);
  return office.is_active && (ifKnown(() => isOpenAt(hours, calendar, at)) ?? true);
}

/** How an office stands in one short word, which changes whenever its line does, it opens or it closes. */
export const lineWord = (
  { today, gives_numbers, is_open }: Pick<OfficeDay, 'today' | 'gives_numbers' | 'is_open'>,
  version: number,
): string => `${today}.${version}.${Number(is_open)}${Number(gives_numbers)}`;

function ifKnown<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof OutsideCalendarCoverage) return null;
    throw error;
  }
}

/** An hour that can be booked. */
export interface Slot {
  readonly on: PlainDate;
  readonly at: Instant;
}

/**
 * The hours that can be booked from now on: each `slot_minutes` within the opening hours, today included, on the days
 * ahead on which it opens. A day that the calendar does not cover is not offered.
 */
export function slotsFrom(
  { hours, calendar, now }: Asked,
  { slot_minutes, days_ahead, is_offered }: OfficeSettings['appointments'],
): readonly Slot[] {
  if (!is_offered) return [];
  const { time_zone } = calendar;
  const slots: Slot[] = [];
  const after = (instant: Instant) => addSeconds(instant, slot_minutes * 60);
  const today = localDateOf(now, time_zone);
  for (let ahead = 0; ahead <= days_ahead; ahead += 1) {
    const on = addDays(today, ahead);
    if (on > calendar.covers_until) break;
    for (const { opens, closes } of openingsOn(hours, calendar, on)) {
      const end = instantAt(on, closes, time_zone);
      let at = instantAt(on, opens, time_zone);
      for (let next = after(at); compareInstants(next, end) <= 0; at = next, next = after(at))
        if (compareInstants(at, now) > 0) slots.push({ on, at });
    }
  }
  return slots;
}
