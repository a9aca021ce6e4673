import { missClock, type ClockAct } from '../deadlines/clock-moves.ts';
import { foldClock } from '../deadlines/clock.ts';
import type { LedgerLine, Ledgers } from './clock-effects.ts';
import { event, type PetitionEvent } from './events.ts';
import { movedClocks } from './moved-clocks.ts';

/** Events that tell of a clock and fold to nothing else: no column but the due dates follows from them. */
export type ClockEvent = Extract<PetitionEvent, { type: 'calendar_changed' | 'clock_missed' }>;

/** What time or a calendar does to the clocks of a petition; both lists are empty where it does nothing. */
export interface ClockChange {
  readonly events: readonly ClockEvent[];
  readonly lines: readonly LedgerLine[];
}

/**
 * The clocks counted anew by the calendar as it is now, after a day of it was declared or revoked: the ledger keeps both
 * dates. Throws OutsideCalendarCoverage.
 */
export function countedAnew(
  ledgers: Ledgers,
  act: ClockAct,
  change: { readonly day: string; readonly name: string },
): ClockChange {
  const lines = movedClocks(ledgers, { ...act, reason: change.name });
  const events = lines.map(({ clock, entry: { due_before, due_on } }) => {
    const { day, name } = change;
    const told = { calendar: act.calendar.code, day, name, clock, due_before, due_on };
    return event('calendar_changed', 'public', told) as ClockEvent;
  });
  return { events, lines };
}

/** The clocks whose end went by and is not yet written down; the duty stands and each goes on being owed. */
export function missedClocks(ledgers: Ledgers, act: ClockAct): ClockChange {
  const events: ClockEvent[] = [];
  const lines: LedgerLine[] = [];
  for (const [clock, entries] of ledgers) {
    const entry = entries.length === 0 ? null : missClock(entries, act);
    if (entry === null) continue;
    lines.push({ clock, entry });
    const due_at = foldClock(entries).due_at!;
    events.push(event('clock_missed', 'staff', { clock, due_at }) as ClockEvent);
  }
  return { events, lines };
}
