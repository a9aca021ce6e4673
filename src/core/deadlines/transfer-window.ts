import { businessDaysBetween, type Calendar } from './calendar.ts';
import { localDateOf, type Instant, type PlainDate } from './plain-date.ts';
import { dueOf, type Due } from './terms.ts';

/** How an act stands in a window of business days after day zero. */
export interface WindowVerdict extends Due {
  /** Which business day of the window it was: 0 on day zero, 6 where five were given. */
  readonly day: number;
  /** Allowed all the same, since the duty to transfer stands, but warned of before and marked afterwards. */
  readonly late: boolean;
}

export interface WindowQuestion {
  readonly calendar: Calendar;
  readonly day_zero: PlainDate;
  readonly at: Instant;
  readonly within_business_days: number;
}

/** Whether an act at that instant is within the window (transfer: 5, accept or return: 1). Throws OutsideCalendarCoverage. */
export function windowVerdict(question: WindowQuestion): WindowVerdict {
  const { calendar, day_zero, at, within_business_days } = question;
  const on = localDateOf(at, calendar.time_zone);
  const due = dueOf({ length: within_business_days, unit: 'business_days' }, calendar, day_zero);
  return { day: businessDaysBetween(calendar, day_zero, on), late: on > due.due_on, ...due };
}
