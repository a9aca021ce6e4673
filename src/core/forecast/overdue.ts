import type { PlainDate } from '../deadlines/plain-date.ts';

/** What of the open petitions ends on a day, and how many are usually answered on such a day. */
export interface DueDay {
  readonly on: PlainDate;
  readonly is_business: boolean;
  readonly due: number;
}

/** Petitions answered in a business day: as usual, on slow days and on good ones. */
export interface Pace {
  readonly usual: number;
  readonly slow: number;
  readonly good: number;
}

export interface OverdueDay extends DueDay {
  /** What would be overdue at the end of the day at the usual pace, at the good one and at the slow one. */
  readonly expected: number;
  readonly low: number;
  readonly high: number;
}

/**
 * What will fall overdue of what is open today, if everything is answered in the order of its term, the overdue first.
 * That is the best that the pace allows: whoever answers another first has more overdue. At the end of a day there are
 * those overdue now and those due until then, less what the pace answers on the business days until then.
 * @param days from today on, one after the other
 */
export function forecastOverdue(overdue_now: number, days: readonly DueDay[], pace: Pace): OverdueDay[] {
  let [due, worked] = [overdue_now, 0];
  return days.map((day) => {
    due += day.due;
    worked += day.is_business ? 1 : 0;
    const left = (each_day: number) => Math.round(Math.max(0, due - worked * each_day));
    return { ...day, expected: left(pace.usual), low: left(pace.good), high: left(pace.slow) };
  });
}

/**
 * The pace of the last weeks: the mean of a business day, and the second slowest and second best of the weeks (of eight,
 * what is left when the extreme ones are).
 * @param weeks whole weeks: how many were answered on how many business days; those without any are passed over
 */
export function paceOf(
  weeks: readonly { readonly answered: number; readonly business_days: number }[],
): Pace {
  const worked = weeks.filter(({ business_days }) => business_days > 0);
  if (worked.length === 0) return { usual: 0, slow: 0, good: 0 };
  const days = worked.reduce((sum, { business_days }) => sum + business_days, 0);
  const answered = worked.reduce((sum, week) => sum + week.answered, 0);
  const each = worked.map((week) => week.answered / week.business_days).sort((one, other) => one - other);
  const at = Math.min(1, Math.floor((each.length - 1) / 2));
  return { usual: answered / days, slow: each[at]!, good: each[each.length - 1 - at]! };
}
