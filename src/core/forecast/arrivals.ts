import { daysBetween, weekdayOf, type PlainDate } from '../deadlines/plain-date.ts';

/** How a day counts for the authority: a business day, a day off of every week, or one that only the calendar says. */
export type DayKind = 'working' | 'day_off' | 'holiday';

export interface CountedDay {
  readonly on: PlainDate;
  readonly kind: DayKind;
  readonly n: number;
}

export interface DayAhead {
  readonly on: PlainDate;
  readonly kind: DayKind;
}

export interface ForecastDay extends DayAhead {
  readonly expected: number;
  /** Between these it falls on nine days of ten. */
  readonly low: number;
  readonly high: number;
}

export interface ArrivalsForecast {
  readonly days: readonly ForecastDay[];
  /** The last four weeks against what their weekdays led to expect; 1 where nothing changed. */
  readonly trend: number;
  /** How many of the last days fell within the interval that was told two weeks before them. */
  readonly checked: { readonly days: number; readonly within: number };
}

/** Same weekdays that are looked back at, of which the least and the greatest are left out. */
const WEEKS = 8;
/** Days whose errors make the interval, and days on which it is tried. */
const ERRORS = 42;
const CHECKED = 28;
/** How far ahead the errors were made: the farthest day that is told. */
const AHEAD = 14;
const TREND_DAYS = 28;
/** Beyond these a change of four weeks is not believed. */
const MOST_TREND = 2;
/** Past holidays below which a holiday is told as a Sunday. */
const FEWEST_HOLIDAYS = 3;
/** History without which nothing is told. */
const DAYS_NEEDED = WEEKS * 7;

/** What the history told at each day, by its place in it; trends are found once. */
interface Past {
  readonly days: readonly CountedDay[];
  readonly holiday_share: number | null;
  readonly trends: Map<number, number>;
}

/**
 * Arrivals by day: the mean of the last eight of the same weekday without the least and the greatest, times how the last
 * four weeks went against theirs. A holiday takes its share of an ordinary day of that weekday, as earlier holidays did.
 * The interval is made of the errors that the same way made on the last six weeks, two weeks ahead.
 * @param history day by day, oldest first, without gaps, up to yesterday
 * @param holiday_share from a longer or wider history where this one is short; null: found in this one
 * @returns null where there are fewer than eight weeks of history
 */
export function forecastArrivals(
  history: readonly CountedDay[],
  ahead: readonly DayAhead[],
  holiday_share: number | null = null,
): ArrivalsForecast | null {
  const last = history.at(-1);
  if (last === undefined || history.length < DAYS_NEEDED) return null;
  const share = holiday_share ?? holidayShare(history);
  const past: Past = { days: history, holiday_share: share, trends: new Map() };
  const until = history.length - 1;
  const errors = errorsOf(past, until - ERRORS + 1, until);
  return {
    days: ahead.map((day) => {
      const at = until + daysBetween(last.on, day.on);
      const expected = expectedOn(past, { at, kind: day.kind, on: day.on }, until);
      return { ...day, expected, ...intervalOf(expected, errors) };
    }),
    trend: trendAt(past, until),
    checked: check(past),
  };
}

/** What part of an ordinary day of the same weekday came on the holidays of a history; null for fewer than three. */
export function holidayShare(history: readonly CountedDay[]): number | null {
  const past: Past = { days: history, holiday_share: 1, trends: new Map() };
  let [came, ordinary, holidays] = [0, 0, 0];
  for (const [at, { kind, n }] of history.entries()) {
    const level = kind === 'holiday' ? levelOf(past, at, at - 1) : null;
    if (level === null || level === 0) continue;
    came += n;
    ordinary += level;
    holidays += 1;
  }
  return holidays < FEWEST_HOLIDAYS ? null : came / ordinary;
}

interface Placed extends DayAhead {
  readonly at: number;
}

function expectedOn(past: Past, { at, on, kind }: Placed, known_until: number): number {
  const trend = trendAt(past, known_until);
  if (kind !== 'holiday') return trend * (levelOf(past, at, known_until) ?? 0);
  const share = past.holiday_share;
  if (share !== null) return trend * share * (levelOf(past, at, known_until) ?? 0);
  return trend * (levelOf(past, at + 7 - weekdayOf(on), known_until) ?? 0);
}

/** The usual number of that weekday by what was known then: the mean of eight without the least and the greatest. */
function levelOf({ days }: Past, at: number, known_until: number): number | null {
  const counts: number[] = [];
  for (let back = at - 7; counts.length < WEEKS && back >= 0; back -= 7) {
    const past = days[back];
    if (back <= known_until && past !== undefined && past.kind !== 'holiday') counts.push(past.n);
  }
  if (counts.length < 3) return null;
  const kept = counts.sort((one, other) => one - other).slice(1, -1);
  return kept.reduce((sum, n) => sum + n, 0) / kept.length;
}

function trendAt(past: Past, known_until: number): number {
  const known = past.trends.get(known_until);
  if (known !== undefined) return known;
  let [came, usual] = [0, 0];
  for (let at = known_until; at > known_until - TREND_DAYS; at -= 1) {
    const day = past.days[at];
    if (day === undefined || day.kind === 'holiday') continue;
    const level = levelOf(past, at, known_until - TREND_DAYS);
    if (level === null) continue;
    came += day.n;
    usual += level;
  }
  const trend = usual === 0 ? 1 : Math.min(MOST_TREND, Math.max(1 / MOST_TREND, came / usual));
  past.trends.set(known_until, trend);
  return trend;
}

/** Errors of those days, in units of the square root of what was expected, as counts vary; least first. */
function errorsOf(past: Past, from: number, to: number): number[] {
  const errors: number[] = [];
  for (let at = Math.max(from, AHEAD); at <= to; at += 1) {
    const day = past.days[at]!;
    const expected = expectedOn(past, { ...day, at }, at - AHEAD);
    errors.push((day.n - expected) / unit(expected));
  }
  return errors.sort((one, other) => one - other);
}

const unit = (expected: number) => Math.sqrt(Math.max(1, expected));

/** A twentieth of the errors at each end is left out; the nearest ranks outwards, since these are only some errors. */
function intervalOf(expected: number, errors: readonly number[]): { low: number; high: number } {
  if (errors.length === 0) return { low: 0, high: Math.ceil(2 * expected + 1) };
  const rank = Math.max(1, Math.floor((errors.length + 1) * 0.05));
  const [low, high] = [errors[rank - 1]!, errors[errors.length - rank]!];
  return {
    low: Math.max(0, Math.floor(expected + low * unit(expected))),
    high: Math.ceil(Math.max(expected, expected + high * unit(expected))),
  };
}

/** The same on the last four weeks, each day as it would have been told two weeks before with what was known then. */
function check(past: Past): ArrivalsForecast['checked'] {
  let [days, within] = [0, 0];
  const all = past.days.length;
  for (let at = Math.max(DAYS_NEEDED + ERRORS, all - CHECKED); at < all; at += 1) {
    const day = past.days[at]!;
    const errors = errorsOf(past, at - AHEAD - ERRORS, at - AHEAD);
    const { low, high } = intervalOf(expectedOn(past, { ...day, at }, at - AHEAD), errors);
    days += 1;
    if (day.n >= low && day.n <= high) within += 1;
  }
  return { days, within };
}
