import { addDays, addMonths, daysBetween, type PlainDate } from '../deadlines/plain-date.ts';

/** From the first to the last day, both within. */
export interface Period {
  readonly from: PlainDate;
  readonly to: PlainDate;
}

/** Days at an end of a period: to be added to its whole months, or taken out of them (-1). */
export interface Edge extends Period {
  readonly times: 1 | -1;
}

/**
 * A period in pieces that are counted: whole months (by their first day), and the days by which its ends differ from
 * them: those that are missing of a month of which less than half is asked, those that are too many of any other.
 */
export interface SplitPeriod {
  readonly months: Period | null;
  readonly edges: readonly Edge[];
}

export const firstOfMonth = (date: PlainDate): PlainDate => `${date.slice(0, 7)}-01`;
export const lastOfMonth = (date: PlainDate): PlainDate => addDays(addMonths(firstOfMonth(date), 1), -1);

/** The first day of the third of a month that a day lies in: the first, the eleventh or the twenty-first. */
export const firstOfThird = (date: PlainDate): PlainDate => {
  const third = Math.min(2, Math.floor((Number(date.slice(8)) - 1) / 10));
  return `${date.slice(0, 7)}-${third}1`;
};
const lastOfThird = (date: PlainDate): PlainDate =>
  date.slice(8) > '20' ? lastOfMonth(date) : addDays(firstOfThird(date), 9);

/** Whole thirds of a month, and the days by which an edge differs from them. */
export interface SplitEdge {
  readonly thirds: Edge | null;
  readonly days: readonly Edge[];
}

/** Less than this of a third is added day by day; else the rest of it is taken out. */
const half_third = 6;

/**
 * An edge, which lies within one month, in whole thirds and single days: five days at most for each end of it that is not
 * one of the month's, and five in all within one third.
 */
export function splitEdge({ from, to, times }: Edge): SplitEdge {
  const [first, last] = [firstOfThird(from), firstOfThird(to)];
  const isWhole = from === first && to === lastOfThird(to);
  if (isWhole) return { thirds: { from, to, times }, days: [] };
  if (first === last && daysBetween(from, to) + 1 < half_third)
    return { thirds: null, days: [{ from, to, times }] };
  const days: Edge[] = [];
  let thirds = { from: first, to: lastOfThird(to) };
  const out = times === 1 ? -1 : 1;
  if (from > first && daysBetween(from, lastOfThird(from)) + 1 < half_third) {
    days.push({ from, to: lastOfThird(from), times });
    thirds = { ...thirds, from: addDays(lastOfThird(from), 1) };
  } else if (from > first) days.push({ from: first, to: addDays(from, -1), times: out });
  if (to < thirds.to && daysBetween(last, to) + 1 < half_third) {
    days.push({ from: last, to, times });
    thirds = { ...thirds, to: addDays(last, -1) };
  } else if (to < thirds.to) days.push({ from: addDays(to, 1), to: thirds.to, times: out });
  return { thirds: thirds.from < thirds.to ? { ...thirds, times } : null, days };
}

/** A day and all that follow: whole thirds of months from one on, and the days by which its own third differs. */
export function thirdsFrom(date: PlainDate): { first: PlainDate; edge: Edge | null } {
  const first = firstOfThird(date);
  if (date === first) return { first, edge: null };
  const last = lastOfThird(date);
  return daysBetween(date, last) + 1 < half_third
    ? { first: addDays(last, 1), edge: { from: date, to: last, times: 1 } }
    : { first, edge: { from: first, to: addDays(date, -1), times: -1 } };
}

/** Less than this of a month is added day by day; else the rest of it is taken out. */
const half = 16;

/** The month of today is whole as it is: nothing has happened after it. */
export function splitPeriod({ from, to }: Period, today: PlainDate): SplitPeriod {
  const [first, last] = [firstOfMonth(from), firstOfMonth(to)];
  if (first === last) return withinMonth({ from, to }, today);
  const edges: Edge[] = [];
  let months = { from: first, to: last };
  if (from > first && daysBetween(from, addMonths(first, 1)) < half) {
    edges.push({ from, to: addDays(addMonths(first, 1), -1), times: 1 });
    months = { ...months, from: addMonths(first, 1) };
  } else if (from > first) edges.push({ from: first, to: addDays(from, -1), times: -1 });
  const end = lastOfMonth(to);
  if (to < end && to < today) {
    if (daysBetween(last, to) + 1 < half) {
      edges.push({ from: last, to, times: 1 });
      months = { ...months, to: addMonths(last, -1) };
    } else edges.push({ from: addDays(to, 1), to: end, times: -1 });
  }
  return { months: months.from <= months.to ? months : null, edges };
}

function withinMonth({ from, to }: Period, today: PlainDate): SplitPeriod {
  const [first, end] = [firstOfMonth(from), lastOfMonth(to)];
  const isWhole = from === first && (to === end || to >= today);
  return isWhole
    ? { months: { from: first, to: first }, edges: [] }
    : { months: null, edges: [{ from, to, times: 1 }] };
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
