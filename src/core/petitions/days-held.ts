import { businessDaysBetween, type Calendar } from '../deadlines/calendar.ts';
import type { ClockSpan } from '../deadlines/clock.ts';
import type { PlainDate } from '../deadlines/plain-date.ts';

/**
 * Business days that a petition lay with one unit: those after it came up to today, without the ones in which it
 * waited for the citizen. `spans`: of the reply clock. Throws OutsideCalendarCoverage.
 */
export function daysHeld(
  calendar: Calendar,
  { from, until }: { readonly from: PlainDate; readonly until: PlainDate },
  spans: readonly Pick<ClockSpan, 'kind' | 'from' | 'to'>[],
): number {
  const waits = spans.filter(({ kind }) => kind === 'paused');
  const waited = waits.reduce((sum, span) => {
    const start = span.from > from ? span.from : from;
    const end = span.to === null || span.to > until ? until : span.to;
    return sum + businessDaysBetween(calendar, start, end);
  }, 0);
  return Math.max(0, businessDaysBetween(calendar, from, until) - waited);
}
