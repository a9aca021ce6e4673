import { recomputeClock, type ClockAct } from '../deadlines/clock-moves.ts';
import { foldClock } from '../deadlines/clock.ts';
import type { CalendarChanged } from '../deadlines/clock-entries.ts';
import type { ClockName } from '../deadlines/terms.ts';
import type { Ledgers } from './clock-effects.ts';

/**
 * The clocks whose date another edition of their calendar moves, with the line each would get. A clock that runs on
 * another calendar (it kept running through a transfer) is left alone. Throws OutsideCalendarCoverage.
 */
export function movedClocks(
  ledgers: Ledgers,
  act: ClockAct,
): { readonly clock: ClockName; readonly entry: CalendarChanged }[] {
  return [...ledgers].flatMap(([clock, entries]) => {
    if (entries.length === 0 || foldClock(entries).calendar.code !== act.calendar.code) return [];
    const entry = recomputeClock(entries, act);
    return entry === null ? [] : [{ clock, entry }];
  });
}
