import type { PlainDate } from '../deadlines/plain-date.ts';
import { adjusted, ALPHA } from './false-discovery.ts';
import type { Finding } from './point.ts';
import { trendOf } from './rising-trend.ts';

/** What a unit had open at the end of each week, oldest first. */
export interface Queue {
  readonly authority_id: string;
  readonly unit_id: string;
  readonly open: readonly number[];
}

export const QUEUE_WEEKS = 12;
/** A queue that is shorter is none, and a rise by less than a fifth and five is no trouble. */
const SHORTEST = 10;
const LEAST_RISE = { share: 0.2, count: 5 } as const;

/** Units whose queue grows week by week (Mann and Kendall, one-sided), among all that have one. */
export function risingQueues(queues: readonly Queue[], since: PlainDate): Finding[] {
  const tested = queues.flatMap((queue) => {
    const trend = trendOf(queue.open);
    return trend === null || Math.max(...queue.open) === 0 ? [] : [{ queue, trend }];
  });
  const chances = adjusted(tested.map(({ trend }) => trend.p));
  return tested.flatMap(({ queue, trend }, at) => {
    const [first, last] = [queue.open[0]!, queue.open.at(-1)!];
    const rise = last - first;
    // Half of all pairs of weeks must have risen: one leap is none.
    const isSteady = trend.slope > 0;
    const matters =
      isSteady && last >= SHORTEST && rise >= LEAST_RISE.count && rise >= LEAST_RISE.share * first;
    if (!matters || chances[at]! > ALPHA) return [];
    const { authority_id, unit_id, open } = queue;
    const weeks = open.length - 1;
    return [
      {
        ...{ kind: 'queue_rising', authority_id, unit_id, service_id: null, place: null, since },
        key: ['queue_rising', authority_id, unit_id].join('/'),
        ...{ compared: 'weeks', weekly: open, chance: chances[at]! },
        before: { value: first, low: null, high: null, n: null },
        // What the slope and its interval lead to from there, beside what is there.
        after: { value: last, low: first + trend.low * weeks, high: first + trend.high * weeks, n: null },
      },
    ];
  });
}
