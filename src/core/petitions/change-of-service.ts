import { daysUsedAt } from '../deadlines/clock-moves.ts';
import { foldClock, isOpen, type ClockSpan, type ClockState } from '../deadlines/clock.ts';
import { addDays, daysBetween, type PlainDate } from '../deadlines/plain-date.ts';
import { termInForce, type Term } from '../deadlines/terms.ts';
import { beginAnew, type EffectAct, type LedgerLine, type Ledgers } from './clock-effects.ts';

export interface ChangeOfService extends EffectAct {
  readonly terms: readonly Term[];
  readonly kind: string;
  readonly service: string;
  readonly authority: string;
  /** Terms are those in force on the day of filing: a later law does not touch an earlier petition. */
  readonly filed_on: PlainDate;
}

/** What the change does to one clock; the dates are equal where the term stays. */
export interface ClockAfterChange {
  readonly clock: string;
  readonly due_before: PlainDate | null;
  readonly due_after: PlainDate | null;
  readonly days_used: number;
  readonly lines: readonly LedgerLine[];
}

/**
 * The reply and resolve clocks under another service or kind: a new term counted from the first day of the present
 * round (the filing, unless a transfer or a contested reply began a new one), so the days that were used stay used;
 * days of waiting for the citizen do not count. Nothing of the past is rewritten. Throws OutsideCalendarCoverage.
 */
export function changeOfService(ledgers: Ledgers, change: ChangeOfService): ClockAfterChange[] {
  return ['reply', 'resolve'].flatMap((clock) => {
    const entries = ledgers.get(clock) ?? [];
    const state = entries.length === 0 ? null : foldClock(entries);
    const { kind, service, authority, filed_on: on } = change;
    const term = termInForce(change.terms, { kind, service, authority, clock, on });
    if (state !== null && !isOpen(state)) return [];
    if (state === null && term === undefined) return [];
    return [afterChange(ledgers, { clock, state, term }, change)];
  });
}

function afterChange(
  ledgers: Ledgers,
  { clock, state, term }: { clock: string; state: ClockState | null; term: Term | undefined },
  change: ChangeOfService,
): ClockAfterChange {
  const due_before = state?.due_on ?? null;
  const days_used = state === null ? 0 : daysUsedAt(state, change);
  if (term === undefined || (state !== null && sameMeasure(state.term, term))) {
    return { clock, due_before, due_after: due_before, days_used, lines: [] };
  }
  const day_zero = state === null ? change.filed_on : addDays(state.day_zero, daysWaited(state));
  const lines = beginAnew(ledgers, { ...change, term, day_zero });
  const begun = lines.at(-1)?.entry;
  const due_after = begun?.type === 'started' || begun?.type === 'restarted' ? begun.due_on : due_before;
  return { clock, due_before, due_after, days_used, lines };
}

function sameMeasure(one: Term, other: Term): boolean {
  return one.length === other.length && one.unit === other.unit && one.counting_rule === other.counting_rule;
}

/** Calendar days for which the present round waited for the citizen. */
function daysWaited({ spans, round }: ClockState): number {
  const waits = spans.filter((span: ClockSpan) => span.kind === 'paused' && span.round === round);
  return waits.reduce((sum, { from, to }) => sum + (to === null ? 0 : daysBetween(from, to)), 0);
}
