import { recomputeClock, type ClockAct } from '../deadlines/clock-moves.ts';
import { foldClock } from '../deadlines/clock.ts';
import type { CalendarChanged, ClockEntry } from '../deadlines/clock-entries.ts';
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
    // One that is over has no date to move, and most of a city's clocks are over.
    if (isOver(entries)) return [];
    if (foldClock(entries).calendar.code !== act.calendar.code) return [];
    const entry = recomputeClock(entries, act);
    return entry === null ? [] : [{ clock, entry }];
  });
}

const isOver = (entries: readonly ClockEntry[]): boolean => {
  const last = entries.at(-1);
  return last === undefined || last.type === 'met' || last.type === 'stopped';
};
