import { sql, type RawBuilder } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { PlainDate } from '../../core/deadlines/plain-date.ts';
import { hoursOfQueue, openStretches, type QueueWeek } from '../../core/telephony/queue-hours.ts';

type Queue = QueueWeek & { readonly id: string };
interface Days {
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/**
 * A table `o (queue_id, open)` of when these queues are open on those local days, as one multirange for each: null for one
 * that always is. What is asked of a call is `o.open is null or c.queued_at <@ o.open`.
 */
export function queueOpenings(
  city: CityConfiguration,
  queues: readonly Queue[],
  { from, until }: Days,
): RawBuilder<unknown> {
  const ranges = queues.map((queue) => {
    const open = hoursOfQueue(city, queue);
    if (open === null) return null;
    return `{${openStretches(open, from, until)
      .map(([opens, closes]) => `[${opens},${closes})`)
      .join(',')}}`;
  });
  const ids = queues.map(({ id }) => id);
  return sql`(select queue_id, range::tstzmultirange as open
    from unnest(${sql.val(ids)}::uuid[], ${sql.val(ranges)}::text[]) as u (queue_id, range))`;
}
