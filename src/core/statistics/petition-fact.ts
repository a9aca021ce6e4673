import { businessDaysBetween, OutsideCalendarCoverage, type Calendar } from '../deadlines/calendar.ts';
import { foldClock, isOpen, type ClockSpan } from '../deadlines/clock.ts';
import {
  localDateOf,
  localTimeOf,
  weekdayOf,
  type Instant,
  type PlainDate,
} from '../deadlines/plain-date.ts';
import type { Ledgers } from '../petitions/clock-effects.ts';
import type { PetitionEvent } from '../petitions/events.ts';
import { applyEvent, stateAtFiling } from '../petitions/history.ts';
import type { OutcomeClass } from '../petitions/stages.ts';
import { overdueDays } from './overdue-days.ts';

/** What happened, when, and how long it took. */
export interface Done {
  readonly on: PlainDate;
  /** Business days that the clock counted, without those that waited for the citizen; null where nobody can count them. */
  readonly days: number | null;
  /** Null where no term was running. */
  readonly in_time: boolean | null;
}

/** Everything that the statistics know of a petition: no text, nobody's name, no place finer than a neighbourhood. */
export interface PetitionFact {
  readonly filing_authority_id: string;
  /** Who has it now: a petition that moved is counted with whoever answers it. */
  readonly authority_id: string;
  readonly unit_id: string;
  readonly service_id: string;
  readonly kind: string;
  readonly channel: string;
  readonly received_on: PlainDate;
  /** Hour of the week in which it came, 0 (Monday, midnight) to 167. */
  readonly week_hour: number;
  readonly reply: Done | null;
  /** The outcome that stands; null while there is none, and again once it is contested. */
  readonly resolution: Done | null;
  /** Without an answer in substance: taken back, or joined to another one. */
  readonly ending: { readonly on: PlainDate; readonly how: 'withdrawn' | 'duplicate' } | null;
  readonly outcome_class: OutcomeClass | null;
  /** Resolved on the day it came, by the unit it came to, without asking back. */
  readonly first_contact: boolean;
  readonly reopened: number;
  /** The earliest end of a reply or resolution that is still owed. */
  readonly due_at: Instant | null;
  /**
   * Days at whose end it was overdue: from the first, until before the second, and so on in turn; without a last one it is
   * so until something happens, and the first may lie ahead.
   */
  readonly overdue: readonly PlainDate[];
}

export interface FactSources {
  /** The whole history, oldest first. */
  readonly history: readonly { readonly at: Instant; readonly event: PetitionEvent }[];
  readonly ledgers: Ledgers;
  readonly time_zone: string;
  readonly calendar_of: (authority_id: string) => Calendar | undefined;
}

/**
 * Folds what the statistics count of one petition out of its history and its ledgers, and of nothing else: columns could
 * disagree. Days are those that the clocks counted (`used` of their spans), so that they are the same as on the petition's
 * own page. @returns null for a history that is damaged
 */
export function foldFact(sources: FactSources): PetitionFact | null {
  const filed = sources.history[0]?.event;
  if (filed?.type !== 'petition_filed') return null;
  const told = foldTelling(sources);
  const { received_at, filed_on, channel, authority_id } = filed.payload;
  const received_on = localDateOf(received_at, sources.time_zone);
  const { state, outcome_at } = told;
  const measured = { sources, from: filed_on, authority_id: state.authority_id };
  const how = endingOf(state.outcome_class);
  const ended_on = outcome_at === null ? null : localDateOf(outcome_at, sources.time_zone);
  const resolution = ended_on === null || how !== null ? null : doneOn(measured, 'resolve', ended_on);
  return {
    ...{ filing_authority_id: authority_id, authority_id: state.authority_id, unit_id: state.unit_id },
    ...{ service_id: state.service_id, kind: state.kind, channel, received_on },
    week_hour:
      (weekdayOf(received_on) - 1) * 24 + Number(localTimeOf(received_at, sources.time_zone).slice(0, 2)),
    reply: replyOf(measured, told),
    resolution,
    ending: ended_on === null || how === null ? null : { on: ended_on, how },
    outcome_class: state.outcome_class,
    first_contact: resolution !== null && !told.was_moved && resolution.on <= received_on,
    reopened: state.reopened_count,
    due_at: outcome_at === null ? earliestDue(sources.ledgers) : null,
    overdue: overdueDays(sources, ended_on),
  };
}

type Told = ReturnType<typeof foldTelling>;

/** When what counts was first told; the outcome is forgotten when it is contested. */
function foldTelling({ history }: FactSources) {
  const first = history[0]!.event;
  if (first.type !== 'petition_filed') throw new Error('A history starts with petition_filed');
  let state = stateAtFiling(first.payload);
  let [replied_at, outcome_at, was_moved]: [Instant | null, Instant | null, boolean] = [null, null, false];
  for (const { at, event } of history.slice(1)) {
    const before = state.outcome_class;
    state = applyEvent(state, event);
    if (event.type === 'first_reply_sent' || event.type === 'reply_sent') replied_at ??= at;
    if (movings.has(event.type)) was_moved = true;
    if (state.outcome_class === null) outcome_at = null;
    else if (outcome_at === null || endingOf(before) !== endingOf(state.outcome_class)) outcome_at = at;
  }
  return { state, replied_at, outcome_at, was_moved };
}

const movings: ReadonlySet<PetitionEvent['type']> = new Set([
  'assignment_returned',
  'unit_changed',
  'authority_changed',
  'question_asked',
  'part_added',
]);

const endingOf = (outcome: OutcomeClass | null): 'withdrawn' | 'duplicate' | null =>
  outcome === 'withdrawn' || outcome === 'duplicate' ? outcome : null;

interface Measured {
  readonly sources: FactSources;
  /** Day zero. */
  readonly from: PlainDate;
  readonly authority_id: string;
}

/** What another system answered before has no reply of ours: the clock says when it was met. */
function replyOf(measured: Measured, { replied_at }: Told): Done | null {
  const met = measured.sources.ledgers.get('reply')?.find(({ type }) => type === 'met');
  const on = replied_at === null ? met?.on : localDateOf(replied_at, measured.sources.time_zone);
  return on === undefined ? null : doneOn(measured, 'reply', on);
}

/** The first time that the reply clock was met counts, and the last of the other: that outcome stands. */
function doneOn(measured: Measured, clock: 'reply' | 'resolve', on: PlainDate): Done {
  const { sources, from, authority_id } = measured;
  const entries = sources.ledgers.get(clock) ?? [];
  const met = entries[clock === 'reply' ? 'findIndex' : 'findLastIndex'](({ type }) => type === 'met');
  if (met < 0) return { on, days: countDays(sources, { authority_id, from, to: on }), in_time: null };
  const { spans, met_in_time } = foldClock(entries.slice(0, met + 1));
  return { on, days: usedIn(spans, measured), in_time: met_in_time };
}

function usedIn(spans: readonly ClockSpan[], { sources, authority_id }: Measured): number | null {
  let sum = 0;
  for (const span of spans) {
    if (span.kind !== 'running' || span.to === null) continue;
    const asked = { authority_id: span.authority ?? authority_id, from: span.from, to: span.to };
    const days = span.unit === 'business_days' ? span.used : countDays(sources, asked);
    if (days === null) return null;
    sum += days;
  }
  return sum;
}

function countDays(
  { calendar_of }: FactSources,
  { authority_id, from, to }: { authority_id: string; from: PlainDate; to: PlainDate },
): number | null {
  const calendar = calendar_of(authority_id);
  if (calendar === undefined) return null;
  try {
    return businessDaysBetween(calendar, from, to);
  } catch (error) {
    if (error instanceof OutsideCalendarCoverage) return null;
    throw error;
  }
}

function earliestDue(ledgers: Ledgers): Instant | null {
  const due = (['reply', 'resolve'] as const).flatMap((clock) => {
    const entries = ledgers.get(clock) ?? [];
    const state = entries.length === 0 ? null : foldClock(entries);
    return state === null || !isOpen(state) || state.due_at === null ? [] : [state.due_at];
  });
  return due.sort()[0] ?? null;
}
