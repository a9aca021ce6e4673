import type { Calendar } from '../deadlines/calendar.ts';
import type { ClockEntry } from '../deadlines/clock-entries.ts';
import {
  meetClock,
  pauseClock,
  restartClock,
  resumeClock,
  startClock,
  stopClock,
} from '../deadlines/clock-moves.ts';
import { foldClock, isOpen } from '../deadlines/clock.ts';
import type { ClockName, Term } from '../deadlines/terms.ts';
import type { Instant, PlainDate } from '../deadlines/plain-date.ts';

/** The ledgers of one petition by clock. */
export type Ledgers = ReadonlyMap<ClockName, readonly ClockEntry[]>;

export interface LedgerLine {
  readonly clock: ClockName;
  readonly entry: ClockEntry;
}

export interface EffectAct {
  readonly at: Instant;
  readonly calendar: Calendar;
  readonly reason?: string;
}

const open = (entries: readonly ClockEntry[] | undefined): entries is readonly ClockEntry[] =>
  entries !== undefined && entries.length > 0 && isOpen(foldClock(entries));

/** Meets the clock if it is owed; a clock that is over or was never started is left alone. */
export function meet(ledgers: Ledgers, clock: ClockName, act: EffectAct): LedgerLine[] {
  const entries = ledgers.get(clock);
  if (!open(entries)) return [];
  const met = meetClock(entries, act);
  return met.accepted ? [{ clock, entry: met.value }] : [];
}

/** Stops each of the clocks that is owed: withdrawn, merged, or closed without the duty. */
export function stop(ledgers: Ledgers, clocks: readonly ClockName[], act: EffectAct): LedgerLine[] {
  return clocks.flatMap((clock) => {
    const entries = ledgers.get(clock);
    if (!open(entries)) return [];
    const stopped = stopClock(entries, act);
    return stopped.accepted ? [{ clock, entry: stopped.value }] : [];
  });
}

/** Pauses each clock that runs; an expired one goes on, since its duty stands. */
export function pause(ledgers: Ledgers, clocks: readonly ClockName[], act: EffectAct): LedgerLine[] {
  return clocks.flatMap((clock) => {
    const entries = ledgers.get(clock);
    if (!open(entries)) return [];
    const paused = pauseClock(entries, act);
    return paused.accepted ? [{ clock, entry: paused.value }] : [];
  });
}

/** Resumes each clock that is paused, with the days left. */
export function resume(ledgers: Ledgers, clocks: readonly ClockName[], act: EffectAct): LedgerLine[] {
  return clocks.flatMap((clock) => {
    const entries = ledgers.get(clock);
    if (!open(entries) || foldClock(entries).status !== 'paused') return [];
    const resumed = resumeClock(entries, act);
    return resumed.accepted ? [{ clock, entry: resumed.value }] : [];
  });
}

/** A new round of the clock with `term`: what ran is stopped first; a clock that never was is started. */
export function beginAnew(
  ledgers: Ledgers,
  act: EffectAct & { term: Term; day_zero: PlainDate; authority: string },
): LedgerLine[] {
  const { clock } = act.term;
  const stopped = stop(ledgers, [clock], act);
  const entries = [...(ledgers.get(clock) ?? []), ...stopped.map(({ entry }) => entry)];
  if (entries.length === 0) return [{ clock, entry: startClock(act) }];
  const restarted = restartClock(entries, act);
  return restarted.accepted ? [...stopped, { clock, entry: restarted.value }] : stopped;
}
