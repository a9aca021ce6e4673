import { accepted, refused, type Decision } from '../decision.ts';
import type { Calendar } from './calendar.ts';
import { leftOf, stampOf, unitsUsed, when, type ClockAct } from './clock-moves.ts';
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
 * A paused clock stays paused; an expired one has nothing to give, so only a new term changes its due date. Throws OutsideCalendarCoverage.
 */
export function transferClock(
  entries: readonly ClockEntry[],
  transfer: ClockTransfer,
): Decision<Transferred, 'clock_not_open' | 'term_missing'> {
  const state = foldClock(entries);
  if (!isOpen(state)) return refused('clock_not_open');
  const { policy, to_authority, from_calendar, to_calendar, term } = transfer;
  if (policy === 'new_term_from_receipt' && term === undefined) return refused('term_missing');
  const expired = state.status === 'missed' || isOverdue(state, transfer.at);
  const kept = policy === 'keeps_running' || (policy === 'resume_days_left' && expired);
  const sender = actOf(transfer, from_calendar);
  const counted = unitsUsed(state, sender);
  const running = kept ? remainder(state, sender, counted) : runningAfter(state, transfer, counted);
  // The last day goes to the receiver even when the sender had it too: what was used and what is left make one term.
  const shared = policy === 'resume_days_left' && running.unit === state.running.unit;
  const used = shared ? Math.min(counted, state.running.length - running.length) : counted;
  const due = kept ? dueOfState(state) : dueAfter(state, transfer, running);
  return accepted({
    ...{ type: 'transferred', ...when(kept ? sender : actOf(transfer, to_calendar)), policy, to_authority },
    ...(state.authority === null ? {} : { from_authority: state.authority }),
    ...{ used, running, term: policy === 'new_term_from_receipt' && term ? term : state.term },
    calendar: kept ? state.calendar : stampOf(to_calendar),
    ...(due === null ? {} : { due }),
  });
}

function runningAfter(state: ClockState, transfer: ClockTransfer, used: number): Measure {
  const { policy, term, from_calendar } = transfer;
  if (policy === 'new_term_from_receipt' && term) return { length: term.length, unit: term.unit };
  if (state.status === 'paused') return state.running;
  return leftOf(state, actOf(transfer, from_calendar), used);
}

/** The same due date seen from the day of the transfer; zero when the sender had used all of it. */
function remainder(state: ClockState, sender: ClockAct, used: number): Measure {
  const { length, unit } = state.running;
  if (state.status === 'paused') return state.running;
  if (unit === 'months') return leftOf(state, sender, used);
  return { length: Math.max(0, length - used), unit };
}

function dueAfter(state: ClockState, transfer: ClockTransfer, running: Measure): Due | null {
  const { to_calendar, at } = transfer;
  if (state.status === 'paused') return null;
  return dueOf(running, to_calendar, { on: localDateOf(at, to_calendar.time_zone), at });
}

function dueOfState({ due_on, due_at }: ClockState): Due | null {
  return due_on === null || due_at === null ? null : { due_on, due_at };
}

function actOf({ at, reason }: ClockTransfer, calendar: Calendar): ClockAct {
  return reason === undefined ? { at, calendar } : { at, calendar, reason };
}
