import { accepted, refused, type Decision } from '../decision.ts';
import type { Calendar } from './calendar.ts';
import { leftOf, stampOf, unitsSince, unitsUsed, when, type ClockAct } from './clock-moves.ts';
import { foldClock, isOpen, isOverdue, type ClockState } from './clock.ts';
import type { ClockEntry, Measure, Transferred, TransferPolicy } from './clock-entries.ts';
import { localDateOf, type Instant } from './plain-date.ts';
import { dueOf, type Due, type Term } from './terms.ts';

export interface ClockTransfer {
  /** When the new authority received it. */
  readonly at: Instant;
  readonly policy: TransferPolicy;
  readonly from_calendar: Calendar;
  readonly to_calendar: Calendar;
  readonly to_authority: string;
  /** The receiver's term; needed by `new_term_from_receipt` alone. */
  readonly term?: Term;
  readonly reason?: string;
}

/**
 * The petition goes to another authority under the same folio, and the ledger shows whose days were used.
 * `keeps_running` leaves the due date; `new_term_from_receipt` gives the receiver its whole term, counted from the
 * day after it received (Ley 1755 art. 21); `resume_days_left` gives what the sender left, by the receiver's calendar.
 * A paused clock stays paused; an expired one has nothing to leave, so it keeps running with its old date.
 * Throws OutsideCalendarCoverage.
 */
export function transferClock(
  entries: readonly ClockEntry[],
  transfer: ClockTransfer,
): Decision<Transferred, 'clock_not_open' | 'term_missing'> {
  const state = foldClock(entries);
  if (!isOpen(state)) return refused('clock_not_open');
  const { policy, term } = transfer;
  if (policy === 'new_term_from_receipt' && term === undefined) return refused('term_missing');
  const expired = state.status === 'missed' || isOverdue(state, transfer.at);
  if (policy === 'keeps_running' || (policy === 'resume_days_left' && expired)) {
    return accepted(keptRunning(state, transfer));
  }
  const counted = unitsUsed(state, actOf(transfer, transfer.from_calendar));
  const running = runningAfter(state, transfer, counted);
  // The last day goes to the receiver even when the sender had it too: what was used and what is left make one term.
  const shared = policy === 'resume_days_left' && running.unit === state.running.unit;
  const used = shared ? Math.min(counted, state.running.length - running.length) : counted;
  const newTerm = policy === 'new_term_from_receipt' && term ? term : state.term;
  const due = dueAfter(state, transfer, running);
  const given = { used, running, term: newTerm, calendar: stampOf(transfer.to_calendar) };
  return accepted({ ...headOf(state, transfer, policy), ...given, ...(due === null ? {} : { due }) });
}

function headOf(state: ClockState, transfer: ClockTransfer, policy: TransferPolicy) {
  const { to_authority, from_calendar, to_calendar } = transfer;
  const calendar = policy === 'keeps_running' ? from_calendar : to_calendar;
  const from = state.authority === null ? {} : { from_authority: state.authority };
  return { type: 'transferred' as const, ...when(actOf(transfer, calendar)), policy, to_authority, ...from };
}

/** Only the hands change: the stretch, its calendar and its due date go on. */
function keptRunning(state: ClockState, transfer: ClockTransfer): Transferred {
  const { due_on, due_at, running, term, calendar } = state;
  const span = state.spans.at(-1);
  const act = actOf(transfer, transfer.from_calendar);
  const since = { on: span?.from ?? state.day_zero, at: span?.from_at ?? state.last_at };
  const used = span?.kind === 'running' ? unitsSince(since, running.unit, act) : 0;
  const due = due_on === null || due_at === null ? {} : { due: { due_on, due_at } };
  return { ...headOf(state, transfer, 'keeps_running'), used, running, term, calendar, ...due };
}

function runningAfter(state: ClockState, transfer: ClockTransfer, used: number): Measure {
  const { policy, term, from_calendar } = transfer;
  if (policy === 'new_term_from_receipt' && term) return { length: term.length, unit: term.unit };
  if (state.status === 'paused') return state.running;
  return leftOf(state, actOf(transfer, from_calendar), used);
}

function dueAfter(state: ClockState, transfer: ClockTransfer, running: Measure): Due | null {
  const { to_calendar, at } = transfer;
  if (state.status === 'paused') return null;
  return dueOf(running, to_calendar, { on: localDateOf(at, to_calendar.time_zone), at });
}

function actOf({ at, reason }: ClockTransfer, calendar: Calendar): ClockAct {
  return reason === undefined ? { at, calendar } : { at, calendar, reason };
}
