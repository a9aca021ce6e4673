import { verdictOf, type Calendar } from './calendar.ts';
import { addDays, instantAt, localDateOf, localTimeOf, weekdayOf } from './plain-date.ts';
import type { Instant, PlainDate } from './plain-date.ts';

/** One stretch of opening in the week, local time `HH:MM`; a lunch break is two stretches. It never passes midnight. */
export interface OpeningHours {
  /** 1 = Monday … 7 = Sunday. */
  readonly weekday: number;
  readonly opens: string;
  readonly closes: string;
}

/** Longer than any closure: hours that open on no day of it open never. */
const SEARCH_DAYS = 400;

/** The stretches of one date in order; none on a holiday, closure or suspension. Throws OutsideCalendarCoverage. */
export function openingsOn(
  hours: readonly OpeningHours[],
  calendar: Calendar,
  date: PlainDate,
): readonly OpeningHours[] {
  const verdict = verdictOf(calendar, date);
  // A window may open on a Saturday that counts for no term: only a named day shuts it.
  if (!verdict.counts && verdict.why !== 'weekend') return [];
  const weekday = weekdayOf(date);
  return hours
    .filter((stretch) => stretch.weekday === weekday)
    .sort((one, other) => (one.opens < other.opens ? -1 : 1));
}

/** Open from the minute of opening until the minute before closing. Throws OutsideCalendarCoverage. */
export function isOpenAt(hours: readonly OpeningHours[], calendar: Calendar, instant: Instant): boolean {
  const time = localTimeOf(instant, calendar.time_zone);
  const stretches = openingsOn(hours, calendar, localDateOf(instant, calendar.time_zone));
  return stretches.some(({ opens, closes }) => opens <= time && time < closes);
}

/** When it opens next: the instant itself when open, or null where the hours never open. Throws OutsideCalendarCoverage. */
export function nextOpening(
  hours: readonly OpeningHours[],
  calendar: Calendar,
  instant: Instant,
): Instant | null {
  if (hours.length === 0) return null;
  if (isOpenAt(hours, calendar, instant)) return instant;
  const zone = calendar.time_zone;
  const today = localDateOf(instant, zone);
  const time = localTimeOf(instant, zone);
  for (let ahead = 0; ahead <= SEARCH_DAYS; ahead += 1) {
    const date = addDays(today, ahead);
    const stretch = openingsOn(hours, calendar, date).find(({ opens }) => ahead > 0 || opens > time);
    if (stretch !== undefined) return instantAt(date, stretch.opens, zone);
  }
  return null;
}
