import { OutsideCalendarCoverage, type Calendar } from '../deadlines/calendar.ts';
import { openingsOn, type OpeningHours } from '../deadlines/opening-hours.ts';
import { addDays, instantAt, localDateOf, type Instant, type PlainDate } from '../deadlines/plain-date.ts';

/** A stretch of a day in which somebody can be called. */
export interface CallTime {
  readonly on: PlainDate;
  readonly from: Instant;
  readonly until: Instant;
  /** Local, `HH:MM`. */
  readonly opens: string;
  readonly closes: string;
}

const days_offered = 5;
const days_looked_at = 21;
const step_minutes = 120;
/** A stretch that ends sooner than this is no promise. */
const least_ms = 30 * 60_000;

/**
 * When a person can ask to be called: the hours of the telephone in pieces of two hours, on the next five days on which it
 * opens; what is over, or nearly, is left out. Where the calendar ends nothing more is offered.
 */
export function callTimes(
  hours: readonly OpeningHours[],
  calendar: Calendar,
  now: Instant,
): readonly CallTime[] {
  const today = localDateOf(now, calendar.time_zone);
  const offered: CallTime[] = [];
  const days = new Set<PlainDate>();
  for (let ahead = 0; ahead < days_looked_at && days.size < days_offered; ahead += 1) {
    const on = addDays(today, ahead);
    for (const time of timesOn(hours, calendar, on)) {
      if (Date.parse(time.until) - Date.parse(now) < least_ms) continue;
      offered.push(time);
      days.add(on);
    }
  }
  return offered;
}

function timesOn(hours: readonly OpeningHours[], calendar: Calendar, on: PlainDate): CallTime[] {
  const zone = calendar.time_zone;
  return openings(hours, calendar, on).flatMap((stretch) =>
    piecesOf(stretch).map(({ opens, closes }) => ({
      ...{ on, opens, closes },
      ...{ from: instantAt(on, opens, zone), until: instantAt(on, closes, zone) },
    })),
  );
}

function openings(hours: readonly OpeningHours[], calendar: Calendar, on: PlainDate) {
  try {
    return openingsOn(hours, calendar, on);
  } catch (error) {
    if (error instanceof OutsideCalendarCoverage) return [];
    throw error;
  }
}

/** A rest of an hour or less belongs to the piece before it. */
function piecesOf({ opens, closes }: Pick<OpeningHours, 'opens' | 'closes'>) {
  const [first, last] = [minutesOf(opens), minutesOf(closes)];
  const pieces: { opens: string; closes: string }[] = [];
  for (let from = first; from < last;) {
    const until = last - from <= step_minutes + 60 ? last : from + step_minutes;
    pieces.push({ opens: clock(from), closes: clock(until) });
    from = until;
  }
  return pieces;
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
const clock = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
