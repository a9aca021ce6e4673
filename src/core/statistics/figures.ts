import type { Measure, Tally } from './tally.ts';

/** The figures of a period. Shares are between 0 and 1; whatever nothing can be said of is null. */
export interface Figures {
  readonly received: number;
  readonly replied: number;
  readonly resolved: number;
  readonly withdrawn: number;
  readonly duplicates: number;
  readonly share_replied_in_time: number | null;
  readonly share_resolved_in_time: number | null;
  readonly share_first_contact: number | null;
  readonly reply_median: number | null;
  readonly reply_p90: number | null;
  readonly resolve_median: number | null;
  readonly resolve_p90: number | null;
}

export function figuresOf({ counts, reply_days, resolve_days }: Tally): Figures {
  const count = (measure: Measure) => counts[measure];
  const timely = (what: 'replied' | 'resolved') => share(count(`${what}_in_time`), count(`${what}_late`));
  const all = (what: 'replied' | 'resolved') =>
    count(`${what}_in_time`) + count(`${what}_late`) + count(`${what}_without_term`);
  const resolved = all('resolved');
  return {
    ...{ received: count('received'), replied: all('replied'), resolved },
    ...{ withdrawn: count('withdrawn'), duplicates: count('duplicate') },
    share_replied_in_time: timely('replied'),
    share_resolved_in_time: timely('resolved'),
    share_first_contact: share(count('first_contact'), resolved - count('first_contact')),
    ...{ reply_median: quantile(reply_days, 0.5), reply_p90: quantile(reply_days, 0.9) },
    ...{ resolve_median: quantile(resolve_days, 0.5), resolve_p90: quantile(resolve_days, 0.9) },
  };
}

const share = (part: number, rest: number): number | null =>
  part + rest === 0 ? null : part / (part + rest);

/**
 * The number of days within which that share of them was done: the nearest rank, as `percentile_disc` of PostgreSQL gives
 * it, so that it is always a number that occurred. Null where there are none.
 */
export function quantile(histogram: ReadonlyMap<number, number>, share_of_all: number): number | null {
  const total = [...histogram.values()].reduce((sum, n) => sum + n, 0);
  const rank = Math.max(1, Math.ceil(total * share_of_all - 1e-9));
  let before = 0;
  for (const [days, n] of [...histogram].sort(([one], [other]) => one - other)) {
    before += n;
    if (n > 0 && before >= rank) return days;
  }
  return null;
}
