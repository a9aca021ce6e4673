import { verdictOf, type Calendar, type DayReason } from './calendar.ts';
import { foldClock, type ClockSpan, type ClockState } from './clock.ts';
import type { ClockEntry } from './clock-entries.ts';
import { addDays, weekdayOf, type Instant, type PlainDate, type Weekday } from './plain-date.ts';
import { dueOf, type Term, type TermUnit } from './terms.ts';

/** Why a day counts or not. `already_counted` is a day beyond what a stretch could use (asking on the last day). */
export type DayWhy = DayReason | 'day_zero' | 'paused' | 'idle' | 'calendar_day' | 'already_counted';

/** One day between filing and due date. */
export interface DayExplanation {
  readonly on: PlainDate;
  readonly weekday: Weekday;
  readonly counted: boolean;
  /** The n-th counted day of the term; months and hours have no numbered days. */
  readonly number?: number;
  readonly why: DayWhy;
  /** The holiday, closure or suspension, and the law or act behind it. */
  readonly name?: string;
  readonly source?: string;
  /** In whose hands it was, where the ledger says. */
  readonly authority?: string;
  /** Beyond the initial term: a day that an extension gave. */
  readonly extended?: true;
  /** 1 for the first term, more after a new one began. */
  readonly round: number;
}

export interface DueExplanation {
  readonly due_on: PlainDate | null;
  readonly due_at: Instant | null;
  readonly days: readonly DayExplanation[];
}

/** One calendar, or the calendar of each code where a petition went through several authorities. */
export type CalendarSource = Calendar | ((code: string) => Calendar);

/** Every day of a clock, from filing to its due date (to the pause, while paused). Throws OutsideCalendarCoverage. */
export function explainDue(entries: readonly ClockEntry[], calendars: CalendarSource): DueExplanation {
  const state = foldClock(entries);
  const spans = state.spans.at(-1)?.kind === 'idle' ? state.spans.slice(0, -1) : state.spans;
  const days: DayExplanation[] = [];
  for (const [index, span] of spans.entries()) {
    const last = index === spans.length - 1;
    const calendar = typeof calendars === 'function' ? calendars(span.calendar) : calendars;
    days.push(...daysOfSpan({ state, span, calendar, before: days, last }));
  }
  return { due_on: state.due_on, due_at: state.due_at, days };
}

/** Every day of a term that nothing has happened to. Throws OutsideCalendarCoverage. */
export function explainTerm(
  term: Pick<Term, 'length' | 'unit'>,
  calendar: Calendar,
  dayZero: PlainDate,
): DueExplanation {
  const due = dueOf(term, calendar, dayZero);
  const stretch = { calendar, unit: term.unit, from: dayZero, to: due.due_on, limit: term.length };
  const days = [zeroDay(calendar, dayZero, { round: 1 }), ...countedDays(stretch, 0, { round: 1 })];
  return { ...due, days };
}

interface SpanInput {
  readonly state: ClockState;
  readonly span: ClockSpan;
  readonly calendar: Calendar;
  readonly before: readonly DayExplanation[];
  readonly last: boolean;
}

type DayFacts = Pick<DayExplanation, 'authority' | 'round'>;

function daysOfSpan({ state, span, calendar, before, last }: SpanInput): DayExplanation[] {
  const facts: DayFacts = {
    ...(span.authority === null ? {} : { authority: span.authority }),
    round: span.round,
  };
  const begins = before.at(-1)?.on !== span.from;
  const opening = begins ? [zeroDay(calendar, span.from, facts)] : [];
  const end = last && span.kind === 'running' ? state.due_on : span.to;
  if (end === null) return opening;
  if (span.kind !== 'running') return [...opening, ...waitingDays(span, end, facts)];
  const number = Math.max(
    0,
    ...before.filter((day) => day.round === span.round).map((day) => day.number ?? 0),
  );
  const limit = last ? state.running.length : (span.used ?? Infinity);
  const stretch = { calendar, unit: span.unit, from: span.from, to: end, limit };
  const days = countedDays(stretch, number, facts);
  if (span.round !== state.round || state.extensions === 0) return [...opening, ...days];
  const initial = state.length_total - state.extended_by;
  return [
    ...opening,
    ...days.map((day) => ((day.number ?? 0) > initial ? { ...day, extended: true as const } : day)),
  ];
}

function zeroDay(calendar: Calendar, on: PlainDate, facts: DayFacts): DayExplanation {
  const { name, source } = verdictOf(calendar, on);
  return { on, weekday: weekdayOf(on), counted: false, why: 'day_zero', ...named(name, source), ...facts };
}

function waitingDays(span: ClockSpan, end: PlainDate, facts: DayFacts): DayExplanation[] {
  const why = span.kind === 'paused' ? 'paused' : 'idle';
  return datesAfter(span.from, end).map((on) => ({
    on,
    weekday: weekdayOf(on),
    counted: false,
    why,
    ...facts,
  }));
}

interface Stretch {
  readonly calendar: Calendar;
  readonly unit: TermUnit;
  readonly from: PlainDate;
  readonly to: PlainDate;
  /** No more units than these are counted in it. */
  readonly limit: number;
}

function countedDays(stretch: Stretch, before: number, facts: DayFacts): DayExplanation[] {
  const dates = datesAfter(stretch.from, stretch.to);
  let used = 0;
  return dates.map((on, index) => {
    const last = index === dates.length - 1;
    const { counted, why, name, source } = judge(stretch, on, { used, last });
    if (counted) used += 1;
    const numbered = counted && (stretch.unit === 'business_days' || stretch.unit === 'calendar_days');
    const number = numbered ? { number: before + used } : {};
    return { on, weekday: weekdayOf(on), counted, ...number, why, ...named(name, source), ...facts };
  });
}

interface Judged {
  readonly counted: boolean;
  readonly why: DayWhy;
  readonly name?: string | undefined;
  readonly source?: string | undefined;
}

function judge(
  { calendar, unit, limit }: Stretch,
  on: PlainDate,
  { used, last }: { readonly used: number; readonly last: boolean },
): Judged {
  const { counts, why, name, source } = verdictOf(calendar, on);
  if (unit === 'business_days') {
    if (counts && used >= limit) return { counted: false, why: 'already_counted' };
    return { counted: counts, why, name, source };
  }
  if (unit !== 'calendar_days') return { counted: true, why: 'calendar_day', name, source };
  // The last day that falls on a non-business day hands its number to the business day it moves to.
  const moving = used === limit - 1 && !last && !counts;
  if (moving) return { counted: false, why, name, source };
  return { counted: used < limit, why: used < limit ? 'calendar_day' : 'already_counted', name, source };
}

function named(name: string | undefined, source: string | undefined): { name?: string; source?: string } {
  return { ...(name === undefined ? {} : { name }), ...(source === undefined ? {} : { source }) };
}

function datesAfter(from: PlainDate, to: PlainDate): PlainDate[] {
  const dates: PlainDate[] = [];
  for (let on = from; on < to;) {
    on = addDays(on, 1);
    dates.push(on);
  }
  return dates;
}
