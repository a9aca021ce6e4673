import { sql } from 'kysely';
import { addDays, addMonths, weekdayOf, type PlainDate } from '../../../core/deadlines/plain-date.ts';
import type { Period, Step } from '../../../core/statistics/period.ts';
import type { Reader } from '../../../store/database.ts';
import type { Asked } from './asked.ts';
import type { Dated } from './count.ts';
import { countedIn, during } from './sources.ts';

export interface SeriesPoint {
  /** First day of the day, week or month. */
  readonly at: PlainDate;
  received: number;
  resolved: number;
  /** The same a year before. */
  received_before: number;
  resolved_before: number;
}

/** The days of the periods, where they are counted. */
export async function seriesByDay(
  reader: Reader,
  asked: Asked,
  periods: readonly Period[],
): Promise<readonly Dated[]> {
  const arms = periods.map(
    (period, part) => sql`select ${part}::int as part, c.at, c.received,
      c.resolved_in_time + c.resolved_late + c.resolved_without_term as resolved
      ${countedIn(asked, { grain: 'day', source: 'cells' })} and ${during(period)}`,
  );
  return (await sql<Dated>`(${sql.join(arms, sql` union all `)})`.execute(reader)).rows;
}

/** Every point of the period until today, so that nothing shows as nothing; a year before stands at its day of this year. */
export function pointsOf(
  dated: readonly Dated[],
  { step, period, today }: { step: Step; period: Period; today: PlainDate },
): readonly SeriesPoint[] {
  const none = { received: 0, resolved: 0, received_before: 0, resolved_before: 0 };
  const points = new Map(startsOf(period, step, today).map((at) => [at, { at, ...none }]));
  for (const { part, at, received, resolved } of dated) {
    const point = points.get(startOf(part === 0 ? at : addMonths(at, 12), step));
    if (point === undefined) continue;
    point[part === 0 ? 'received' : 'received_before'] += received;
    point[part === 0 ? 'resolved' : 'resolved_before'] += resolved;
  }
  return [...points.values()];
}

function startOf(date: PlainDate, step: Step): PlainDate {
  if (step === 'day') return date;
  return step === 'week' ? addDays(date, 1 - weekdayOf(date)) : `${date.slice(0, 7)}-01`;
}

function startsOf({ from, to }: Period, step: Step, today: PlainDate): PlainDate[] {
  const starts: PlainDate[] = [];
  const end = to < today ? to : today;
  for (let date = from; date <= end; date = addDays(date, 1)) {
    const start = startOf(date, step);
    if (starts.at(-1) !== start) starts.push(start);
  }
  return starts;
}
