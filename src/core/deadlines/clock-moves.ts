import { accepted, refused, type Decision } from '../decision.ts';
import { businessDaysBetween, type Calendar } from './calendar.ts';
import { foldClock, isOpen, isOverdue, type Anchor, type ClockState } from './clock.ts';
import type { CalendarChanged, CalendarStamp, ClockEntry, Measure } from './clock-entries.ts';
import type { Met, Missed, Paused, Resumed, Started, Stopped } from './clock-entries.ts';
import { compareInstants, daysBetween, localDateOf, secondsBetween } from './plain-date.ts';
import type { Instant, PlainDate } from './plain-date.ts';
import { dueOf, nominalEndOf, type Term, type TermUnit } from './terms.ts';

/** When something is done to a clock, by which calendar, and why. */
export interface ClockAct {
  readonly at: Instant;
  readonly calendar: Calendar;
  readonly reason?: string;
}

export interface ClockStart extends ClockAct {
  readonly term: Term;
  /** Day zero: the legal filing (`filed_on`), which is not always the local date of `at`. */
  readonly day_zero: PlainDate;
  readonly authority?: string;
}

/** The first entry of a clock: the term is frozen with its due date. Throws OutsideCalendarCoverage. */
export function startClock(start: ClockStart): Started {
  return beginTerm('started', start);
}

/** A new term after contesting or reopening: only for a clock that had ended. Throws OutsideCalendarCoverage. */
export function restartClock(
  entries: readonly ClockEntry[],
  start: ClockStart,
): Decision<Started, 'clock_still_open'> {
  if (isOpen(foldClock(entries))) return refused('clock_still_open');
  return accepted(beginTerm('restarted', start));
}

function beginTerm(type: Started['type'], start: ClockStart): Started {
  const { term, calendar, day_zero, authority, at } = start;
  const due = dueOf(term, calendar, { on: day_zero, at });
  const owner = authority === undefined ? {} : { authority };
  const frozen = { clock: term.clock, term, day_zero, ...owner, ...due, calendar: stampOf(calendar) };
  return { type, ...when(start), ...frozen };
}

/**
 * Waiting for the citizen. The day of asking counts as used (asked on day 8 of 15: 7 left), but asking on the very
 * last day leaves that day: resuming with nothing left would make the reply due before it could be written.
 * A term that has run out cannot be paused. Throws OutsideCalendarCoverage.
 */
export function pauseClock(
  entries: readonly ClockEntry[],
  act: ClockAct,
): Decision<Paused, 'clock_not_open' | 'clock_already_paused' | 'term_expired'> {
  const state = foldClock(entries);
  if (state.status === 'paused') return refused('clock_already_paused');
  if (!isOpen(state)) return refused('clock_not_open');
  if (state.status === 'missed' || isOverdue(state, act.at)) return refused('term_expired', expiry(state));
  const used = unitsUsed(state, act);
  const left = leftOf(state, act, used);
  const capped = left.unit === state.running.unit ? state.running.length - left.length : used;
  return accepted({ type: 'paused', ...when(act), used: capped, left });
}

/** The days left count from the next business day on (Ley 1755 art. 17). Throws OutsideCalendarCoverage. */
export function resumeClock(
  entries: readonly ClockEntry[],
  act: ClockAct,
): Decision<Resumed, 'clock_not_paused'> {
  const state = foldClock(entries);
  if (state.status !== 'paused') return refused('clock_not_paused');
  const anew = state.term.on_pause === 'begins_anew';
  const left: Measure = anew ? { length: state.length_total, unit: state.term.unit } : state.running;
  const on = localDateOf(act.at, act.calendar.time_zone);
  const due = dueOf(left, act.calendar, { on, at: act.at });
  return accepted({ type: 'resumed', ...when(act), left, anew, ...due, calendar: stampOf(act.calendar) });
}

/** The duty is done: written once, in time or late. While paused nothing is due, so it is in time. */
export function meetClock(entries: readonly ClockEntry[], act: ClockAct): Decision<Met, 'clock_not_open'> {
  const state = foldClock(entries);
  if (!isOpen(state)) return refused('clock_not_open');
  const in_time = state.due_at === null || compareInstants(act.at, state.due_at) <= 0;
  return accepted({ type: 'met', ...when(act), in_time, used: usedAtEnd(state, act) });
}

/** Withdrawn, or closed without the duty: nothing is owed any more. */
export function stopClock(
  entries: readonly ClockEntry[],
  act: ClockAct,
): Decision<Stopped, 'clock_not_open'> {
  const state = foldClock(entries);
  if (!isOpen(state)) return refused('clock_not_open');
  return accepted({ type: 'stopped', ...when(act), used: usedAtEnd(state, act) });
}

/** The entry that says a deadline went by, or null where none did or it is already written. */
export function missClock(entries: readonly ClockEntry[], act: ClockAct): Missed | null {
  const state = foldClock(entries);
  if (state.status !== 'running' || state.due_on === null || !isOverdue(state, act.at)) return null;
  return { type: 'missed', ...when(act), due_on: state.due_on };
}

/**
 * The entry for a changed calendar, or null where the due date stays (or the clock is paused or over).
 * Stretches that are over keep what they used. Throws OutsideCalendarCoverage.
 */
export function recomputeClock(entries: readonly ClockEntry[], act: ClockAct): CalendarChanged | null {
  const state = foldClock(entries);
  if (state.spans.at(-1)?.kind !== 'running' || state.due_on === null) return null;
  const due = dueOf(state.running, act.calendar, state.running_from);
  if (due.due_on === state.due_on && due.due_at === state.due_at) return null;
  const calendar = stampOf(act.calendar);
  return { type: 'calendar_changed', ...when(act), calendar, due_before: state.due_on, ...due };
}

/** Units of the present term used until that instant, in all its stretches. Throws OutsideCalendarCoverage. */
export function daysUsedAt(state: ClockState, act: ClockAct): number {
  return state.days_used + (state.spans.at(-1)?.kind === 'running' ? unitsUsed(state, act) : 0);
}

/** Units used since the present stretch began; days for a term of months. Throws OutsideCalendarCoverage. */
export function unitsUsed(state: ClockState, act: ClockAct): number {
  return state.spans.at(-1)?.kind === 'running' ? unitsSince(state.running_from, state.running.unit, act) : 0;
}

/** Units from an instant to the act's, on the act's calendar; days for months. Throws OutsideCalendarCoverage. */
export function unitsSince(from: Anchor, unit: TermUnit, { at, calendar }: ClockAct): number {
  const on = localDateOf(at, calendar.time_zone);
  if (unit === 'hours') return Math.max(0, secondsBetween(from.at, at) / 3600);
  if (unit === 'business_days') return businessDaysBetween(calendar, from.on, on);
  return Math.max(0, daysBetween(from.on, on));
}

/** What is left of the present stretch, at least one day (one minute of hours). Months become calendar days. */
export function leftOf(state: ClockState, { at, calendar }: ClockAct, used: number): Measure {
  const { length, unit } = state.running;
  if (unit === 'hours') return { length: Math.max(1 / 60, length - used), unit };
  if (unit !== 'months') return { length: Math.max(1, length - used), unit };
  const end = nominalEndOf(state.running, state.running_from.on);
  const left = daysBetween(localDateOf(at, calendar.time_zone), end);
  return { length: Math.max(1, left), unit: 'calendar_days' };
}

/** The instant, its local date and the reason, as every entry begins. */
export function when({ at, calendar, reason }: ClockAct): { at: Instant; on: PlainDate; reason?: string } {
  const on = localDateOf(at, calendar.time_zone);
  return reason === undefined ? { at, on } : { at, on, reason };
}

/** The calendar's name and version, as an entry keeps it. */
export function stampOf({ code, version }: Calendar): CalendarStamp {
  return version === undefined ? { code } : { code, version };
}

/** The dates a refusal names. */
export function expiry(state: ClockState): Record<string, string> {
  return state.due_on === null ? {} : { due_on: state.due_on };
}

function usedAtEnd(state: ClockState, act: ClockAct): number {
  return state.status === 'paused' ? 0 : unitsUsed(state, act);
}
