import { addBusinessDays, type Calendar } from './calendar.ts';
import type { ClockState } from './clock.ts';
import { compareInstants, endOfDayInstant, type Instant } from './plain-date.ts';
import type { Due } from './terms.ts';

/** Copies are owed within this many business days once silence has accepted the petition. */
const COPIES_WITHIN = 3;

/** Silence on a petition for documents: it counts as accepted and can no longer be refused. */
export interface DocumentsSilence {
  readonly accepted_by_silence: boolean;
  /** When the copies are due; null while there was no silence. */
  readonly copies: Due | null;
}

/**
 * Ley 1755 art. 14 no. 1: documents not answered in their term are accepted, and the copies follow within the next
 * three days. `state` is the reply clock. An answer that came late changes nothing: the term had gone by without one.
 * Throws OutsideCalendarCoverage.
 */
export function documentsSilence(state: ClockState, calendar: Calendar, now: Instant): DocumentsSilence {
  const { due_on, due_at, met_at, status } = state;
  const ended = status === 'stopped' ? state.last_at : (met_at ?? now);
  if (due_on === null || due_at === null || compareInstants(ended, due_at) <= 0) {
    return { accepted_by_silence: false, copies: null };
  }
  const copies_on = addBusinessDays(calendar, due_on, COPIES_WITHIN);
  const copies = { due_on: copies_on, due_at: endOfDayInstant(copies_on, calendar.time_zone) };
  return { accepted_by_silence: true, copies };
}
