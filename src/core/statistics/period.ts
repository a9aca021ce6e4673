import { addDays, addMonths, daysBetween, type PlainDate } from '../deadlines/plain-date.ts';

/** From the first to the last day, both within. */
export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** A period in pieces that are counted: whole months (by their first day), and the days that are left at its ends. */
export interface SplitPeriod {
  readonly months: Period | null;
  readonly edges: readonly Period[];
}

export const firstOfMonth = (date: PlainDate): PlainDate => `${date.slice(0, 7)}-01`;
export const lastOfMonth = (date: PlainDate): PlainDate => addDays(addMonths(firstOfMonth(date), 1), -1);

/** The month of today is whole as it is: nothing has happened after it. */
export function splitPeriod({ from, to }: Period, today: PlainDate): SplitPeriod {
  const first = from === firstOfMonth(from) ? from : addMonths(firstOfMonth(from), 1);
  const last = to >= lastOfMonth(to) || to >= today ? firstOfMonth(to) : addMonths(firstOfMonth(to), -1);
  if (last < first) return { months: null, edges: [{ from, to }] };
  const edges: Period[] = [];
  if (from < first) edges.push({ from, to: addDays(first, -1) });
  const end = lastOfMonth(last);
  if (end < to && to < today) edges.push({ from: addDays(end, 1), to });
  return { months: { from: first, to: last }, edges };
}

/** The same days a year earlier; of a leap day, the last of that February. */
export const yearBefore = ({ from, to }: Period): Period => ({
  from: addMonths(from, -12),
  to: to === lastOfMonth(to) ? lastOfMonth(addMonths(to, -12)) : addMonths(to, -12),
});

export type Step = 'day' | 'week' | 'month';

/** How fine a series of that period is drawn: at most some fifty points. */
export function stepOf({ from, to }: Period): Step {
  const days = daysBetween(from, to) + 1;
  return days <= 45 ? 'day' : days <= 200 ? 'week' : 'month';
}
