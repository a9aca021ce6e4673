import { compareInstants, type Instant, type PlainDate } from './plain-date.ts';
import type { ClockName, Term, TermUnit } from './terms.ts';
import type { CalendarStamp, ClockEntry, Extended, Measure, Met, Paused } from './clock-entries.ts';
import type { Resumed, Started, Stopped, Transferred } from './clock-entries.ts';

/** `missed` still runs: the duty stands. `stopped` is a withdrawal or a closing without the duty being met. */
export type ClockStatus = 'running' | 'paused' | 'missed' | 'met' | 'missed_then_met' | 'stopped';

/** A stretch of time in one authority's hands. `to` is null while it lasts; `used` is known once it is over. */
export interface ClockSpan {
  readonly kind: 'running' | 'paused' | 'idle';
  readonly authority: string | null;
  readonly calendar: string;
  /** Day zero of the stretch: the first day that can count is the one after. */
  readonly from: PlainDate;
  readonly from_at: Instant;
  readonly to: PlainDate | null;
  readonly used: number | null;
  readonly unit: TermUnit;
  /** 1 for the first term, one more for each term that began anew. */
  readonly round: number;
  /** Spans of one stretch share its number: a clock that keeps running through a transfer is still one count. */
  readonly stretch: number;
}

export interface Anchor {
  readonly on: PlainDate;
  readonly at: Instant;
}

export interface ClockState {
  readonly clock: ClockName;
  readonly status: ClockStatus;
  readonly term: Term;
  readonly authority: string | null;
  readonly calendar: CalendarStamp;
  readonly day_zero: PlainDate;
  /** Null while paused: nothing is due then. Kept as it was once met or stopped. */
  readonly due_on: PlainDate | null;
  readonly due_at: Instant | null;
  /** The term with its extensions, in the term's unit. */
  readonly length_total: number;
  /** Units used in the stretches of the present term that are over, in the unit of each. */
  readonly days_used: number;
  readonly days_left_when_paused: number | null;
  readonly extended_by: number;
  readonly extensions: number;
  readonly met_at: Instant | null;
  readonly met_in_time: boolean | null;
  readonly missed_at: Instant | null;
  /** What runs since the present stretch began (while paused: what will run). */
  readonly running: Measure;
  /** Where the present stretch began: its day zero and instant. */
  readonly running_from: Anchor;
  readonly round: number;
  readonly stretch: number;
  readonly spans: readonly ClockSpan[];
  readonly last_at: Instant;
}

/**
 * The state that a ledger tells. It reads no calendar: every date was frozen when it was decided, so that a change
 * of calendar shows as an entry (`recomputeClock`) and never as a date that silently differs.
 * Throws RangeError for a ledger that does not begin with `started`.
 */
export function foldClock(entries: readonly ClockEntry[]): ClockState {
  const [first, ...rest] = entries;
  if (first === undefined || first.type !== 'started') throw new RangeError('A clock begins with started');
  return rest.reduce(applyEntry, begin(first, null));
}

/** Past its deadline at that instant and not met: what the list shows as overdue. */
export function isOverdue(state: ClockState, now: Instant): boolean {
  const open = state.status === 'running' || state.status === 'missed';
  return open && state.due_at !== null && compareInstants(now, state.due_at) > 0;
}

/** Whether a duty is still owed: running, missed or waiting. */
export function isOpen(state: ClockState): boolean {
  return state.status === 'running' || state.status === 'missed' || state.status === 'paused';
}

function begin(entry: Started, before: ClockState | null): ClockState {
  const { term, day_zero, due_on, due_at, calendar, clock } = entry;
  const authority = entry.authority ?? before?.authority ?? null;
  const round = (before?.round ?? 0) + 1;
  const running: Measure = { length: term.length, unit: term.unit };
  const fresh = { days_used: 0, days_left_when_paused: null, extended_by: 0, extensions: 0 };
  const unmet = { met_at: null, met_in_time: null, missed_at: null };
  const base = { ...fresh, ...unmet, clock, status: 'running' as const, term, authority, calendar, day_zero };
  const state: ClockState = {
    ...{ ...base, due_on, due_at, length_total: term.length, running, round, last_at: entry.at },
    running_from: { on: day_zero, at: entry.at },
    stretch: before?.stretch ?? 0,
    spans: before === null ? [] : closeSpan(before.spans, day_zero, null),
  };
  return openStretch(state, 'running', { on: day_zero, at: entry.at });
}

function applyEntry(state: ClockState, entry: ClockEntry): ClockState {
  return { ...applyByType(state, entry), last_at: entry.at };
}

function applyByType(state: ClockState, entry: ClockEntry): ClockState {
  switch (entry.type) {
    case 'started':
    case 'restarted':
      return begin(entry, state);
    case 'paused':
      return pause(state, entry);
    case 'resumed':
      return resume(state, entry);
    case 'extended':
      return extend(state, entry);
    case 'transferred':
      return transfer(state, entry);
    case 'calendar_changed':
      return {
        ...state,
        due_on: entry.due_on,
        due_at: entry.due_at,
        calendar: entry.calendar,
        ...unmissed(state),
      };
    case 'met':
      return end(state, entry, entry.in_time ? 'met' : 'missed_then_met');
    case 'missed':
      return { ...state, status: 'missed', missed_at: entry.at };
    case 'stopped':
      return end(state, entry, 'stopped');
  }
}

function pause(state: ClockState, entry: Paused): ClockState {
  const spans = closeStretch(state.spans, entry);
  const next: ClockState = {
    ...{ ...state, spans, status: 'paused', due_on: null, due_at: null, running: entry.left },
    days_used: state.days_used + entry.used,
    days_left_when_paused: entry.left.length,
  };
  return openStretch(next, 'paused', entry);
}

function resume(state: ClockState, entry: Resumed): ClockState {
  const { due_on, due_at, calendar, left } = entry;
  const spans = closeSpan(state.spans, entry.on, 0);
  const kept = { ...state, spans, due_on, due_at, calendar, running: left, days_left_when_paused: null };
  const anew = { days_used: 0, round: state.round + 1 };
  const next: ClockState = { ...kept, status: 'running', ...(entry.anew ? anew : {}) };
  return openStretch(next, 'running', entry);
}

function extend(state: ClockState, entry: Extended): ClockState {
  const { due_on, due_at, calendar, running, extra } = entry;
  return {
    ...{ ...state, due_on, due_at, calendar, running },
    length_total: state.length_total + extra,
    extended_by: state.extended_by + extra,
    extensions: state.extensions + 1,
  };
}

function transfer(state: ClockState, entry: Transferred): ClockState {
  const { to_authority, calendar, term, running, policy, used, on } = entry;
  const handed = { ...state, authority: to_authority, spans: closeSpan(state.spans, on, used) };
  if (policy === 'keeps_running') return openSpan(handed, state.spans.at(-1)?.kind ?? 'running', entry);
  const paused = state.status === 'paused';
  const moved: ClockState = {
    ...{ ...handed, calendar, term, running },
    spans: paused ? handed.spans : closeStretch(state.spans, entry),
    due_on: entry.due?.due_on ?? null,
    due_at: entry.due?.due_at ?? null,
    days_left_when_paused: paused ? running.length : null,
    days_used: state.days_used + (paused ? 0 : used),
    ...unmissed(state),
  };
  const renewed = { day_zero: on, days_used: 0, round: state.round + 1, extended_by: 0, extensions: 0 };
  const anew = policy === 'new_term_from_receipt';
  const next = anew ? { ...moved, ...renewed, length_total: term.length } : moved;
  return openStretch(next, paused ? 'paused' : 'running', entry);
}

function end(state: ClockState, entry: Met | Stopped, status: ClockStatus): ClockState {
  const met = entry.type === 'met' ? { met_at: entry.at, met_in_time: entry.in_time } : {};
  const spans = closeStretch(state.spans, entry);
  const next: ClockState = {
    ...{ ...state, ...met, status, spans, days_left_when_paused: null },
    days_used: state.days_used + entry.used,
  };
  return openStretch(next, 'idle', entry);
}

/** A new due date wakes a missed clock: what was missed stays in the ledger. */
function unmissed(state: ClockState): { status: ClockStatus } {
  return { status: state.status === 'missed' ? 'running' : state.status };
}

function closeSpan(spans: readonly ClockSpan[], to: PlainDate, used: number | null): readonly ClockSpan[] {
  const last = spans.at(-1);
  return last === undefined ? spans : [...spans.slice(0, -1), { ...last, to, used }];
}

/** The entry tells what the whole stretch used; its last span used what the spans before it did not. */
function closeStretch(spans: readonly ClockSpan[], { on, used }: { on: PlainDate; used: number }) {
  const number = spans.at(-1)?.stretch;
  const earlier = spans.slice(0, -1).filter(({ stretch }) => stretch === number);
  return closeSpan(spans, on, used - earlier.reduce((sum, span) => sum + (span.used ?? 0), 0));
}

function openStretch(state: ClockState, kind: ClockSpan['kind'], from: Anchor): ClockState {
  const running_from = { on: from.on, at: from.at };
  return openSpan({ ...state, stretch: state.stretch + 1, running_from }, kind, from);
}

function openSpan(state: ClockState, kind: ClockSpan['kind'], { on, at }: Anchor): ClockState {
  const { authority, calendar, running, round, stretch } = state;
  const span = { kind, authority, calendar: calendar.code, from: on, from_at: at, to: null, used: null };
  return { ...state, spans: [...state.spans, { ...span, unit: running.unit, round, stretch }] };
}
