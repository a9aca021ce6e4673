import { accepted, refused, type Decision } from '../decision.ts';
import { businessDaysBetween, isBusinessDay } from './calendar.ts';
import { expiry, stampOf, when, type ClockAct } from './clock-moves.ts';
import { foldClock, isOpen, isOverdue, type ClockState } from './clock.ts';
import type { ClockEntry, Extended, Measure } from './clock-entries.ts';
import { addMonths, daysBetween, type PlainDate } from './plain-date.ts';
import { dueOf, longestLengthOf, nominalEndOf } from './terms.ts';

/** An extension by so many units of the term, or up to a date. */
export type ExtensionAct = ClockAct & ({ readonly extra: number } | { readonly until: PlainDate });

export type ExtensionRefusal =
  | 'clock_not_open'
  | 'clock_paused'
  | 'term_expired'
  | 'extension_not_allowed'
  | 'already_extended'
  | 'reason_missing'
  | 'extension_not_positive'
  | 'extension_not_a_business_day'
  | 'extension_needs_units'
  | 'extension_too_long';

/**
 * An extension before expiry, with reasons, as often and as long as the law allows (Ley 1755 art. 14 par.: the whole
 * at most double; ARCO: once, 10 days more). The notice to the citizen is the action's. Throws OutsideCalendarCoverage.
 */
export function extendClock(
  entries: readonly ClockEntry[],
  act: ExtensionAct,
): Decision<Extended, ExtensionRefusal> {
  const state = foldClock(entries);
  const { due_on } = state;
  const refusal = mayExtend(state, act);
  if (refusal !== null) return refusal;
  if (due_on === null) return refused('clock_paused');
  const extra = extraOf(state, act, due_on);
  if (typeof extra !== 'number') return extra;
  if (!(extra > 0)) return refused('extension_not_positive');
  const longest = longestLengthOf(state.term);
  const length_total = state.length_total + extra;
  if (length_total > longest) {
    return refused('extension_too_long', { length_total, longest, unit: state.term.unit });
  }
  const running = lengthened(state, extra);
  const due = dueOf(running, act.calendar, state.running_from);
  // One calendar day more than a Saturday still ends on the Monday the term ended on anyway.
  if (due.due_on === due_on && due.due_at === state.due_at) return refused('extension_not_positive');
  const fixed = { running, due_before: due_on, ...due, calendar: stampOf(act.calendar) };
  return accepted({ type: 'extended', ...when(act), extra, ...fixed });
}

function mayExtend(state: ClockState, act: ExtensionAct): Decision<never, ExtensionRefusal> | null {
  const { extension } = state.term;
  if (!isOpen(state)) return refused('clock_not_open');
  if (state.status === 'paused') return refused('clock_paused');
  if (extension === undefined) return refused('extension_not_allowed');
  if (state.status === 'missed' || isOverdue(state, act.at)) return refused('term_expired', expiry(state));
  if (state.extensions >= extension.times) return refused('already_extended', { times: extension.times });
  return (act.reason ?? '').trim() === '' ? refused('reason_missing') : null;
}

function extraOf(
  { running, term }: ClockState,
  act: ExtensionAct,
  due_on: PlainDate,
): number | Decision<never, ExtensionRefusal> {
  if ('extra' in act) return act.extra;
  // A date says nothing exact about months or hours: those laws grant units.
  if (term.unit === 'months' || running.unit === 'hours') return refused('extension_needs_units');
  if (!isBusinessDay(act.calendar, act.until)) {
    return refused('extension_not_a_business_day', { until: act.until });
  }
  if (running.unit === 'business_days') return businessDaysBetween(act.calendar, due_on, act.until);
  return daysBetween(due_on, act.until);
}

function lengthened(state: ClockState, extra: number): Measure {
  const { running, term } = state;
  if (term.unit !== 'months' || running.unit === 'months') {
    return { length: running.length + extra, unit: running.unit };
  }
  // Months that were paused run on as days: the extension still goes date to date from where they end.
  const from = state.running_from.on;
  const end = addMonths(nominalEndOf(running, from), extra);
  return { length: daysBetween(from, end), unit: running.unit };
}
