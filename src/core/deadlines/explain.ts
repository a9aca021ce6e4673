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
  const stretches = [...Map.groupBy(state.spans, (span) => span.stretch).values()];
  const shown = state.spans.at(-1)?.kind === 'idle' ? stretches.slice(0, -1) : stretches;
  const days: DayExplanation[] = [];
  for (const [index, spans] of shown.entries()) {
    const code = spans[0]?.calendar ?? state.calendar.code;
    const calendar = typeof calendars === 'function' ? calendars(code) : calendars;
    days.push(...daysOfStretch({ state, spans, calendar, before: days, last: index === shown.length - 1 }));
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

interface StretchInput {
  readonly state: ClockState;
  /** The spans of one stretch, in whosever hands it was. */
  readonly spans: readonly ClockSpan[];
  readonly calendar: Calendar;
  readonly before: readonly DayExplanation[];
  readonly last: boolean;
}

type DayFacts = Pick<DayExplanation, 'round'>;

function daysOfStretch({ state, spans, calendar, before, last }: StretchInput): DayExplanation[] {
  const [first] = spans;
  if (first === undefined) return [];
  const { kind, from, unit, round } = first;
  const facts = { round };
  const to = last && kind === 'running' ? state.due_on : (spans.at(-1)?.to ?? null);
  const days = before.at(-1)?.on === from ? [] : [zeroDay(calendar, from, facts)];
  if (to === null) return days.map((day) => inHands(day, spans));
  const numbers = before.filter((day) => day.round === round).map((day) => day.number ?? 0);
  const limit = last ? state.running.length : spans.reduce((sum, span) => sum + (span.used ?? 0), 0);
  const stretch = { calendar, unit, from, to, limit };
  const rest =
    kind === 'running' ? countedDays(stretch, Math.max(0, ...numbers), facts) : waitingDays(first, to, facts);
  const initial = round === state.round ? state.length_total - state.extended_by : Infinity;
  return [...days, ...rest].map((day) => inHands(extendedFrom(day, initial), spans));
}

function extendedFrom(day: DayExplanation, initial: number): DayExplanation {
  return (day.number ?? 0) > initial ? { ...day, extended: true } : day;
}

/** The day of a transfer still belongs to the sender, as the day of asking does to whoever asked. */
function inHands(day: DayExplanation, spans: readonly ClockSpan[]): DayExplanation {
  const span = spans.find(({ to }) => to === null || day.on <= to) ?? spans.at(-1);
  return span === undefined || span.authority === null ? day : { ...day, authority: span.authority };
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
