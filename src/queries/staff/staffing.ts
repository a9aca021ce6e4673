import { sql } from 'kysely';
import { addDays, localDateOf, weekdayOf } from '../../core/deadlines/plain-date.ts';
import { median, slots_of_day } from '../../core/telephony/erlang-plan.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { queueOpenings } from './queue-openings.ts';
import { chosenQueues, idsOf, supervisedQueues, toldOf } from './supervised-queues.ts';

export interface StaffingAsked {
  readonly queue?: string | undefined;
  /** 1 Monday to 7 Sunday; that of today where nothing is said. */
  readonly weekday?: number | undefined;
  readonly weeks?: number | undefined;
}

const usual_weeks = 6;

/**
 * What a roster is planned from: for each half hour of a weekday, the median of the calls that entered the queue in the
 * last weeks, and the average handling time of the same days. Today is not among them, since it is not over; weeks
 * before the first call of the queue are not either, nor who called in vain while it was closed.
 */
export function staffingHistory(ports: StaffPorts, asker: Asker, asked: StaffingAsked) {
  const { time_zone } = asker.city.city;
  const today = localDateOf(ports.now(), time_zone);
  const weekday = asked.weekday ?? weekdayOf(today);
  const weeks = asked.weeks ?? usual_weeks;
  const last = addDays(today, -(((weekdayOf(today) - weekday + 6) % 7) + 1));
  const dates = Array.from({ length: weeks }, (_, back) => addDays(last, -7 * back));
  return readingAs(ports, asker.actor, async (reader) => {
    const queues = await supervisedQueues(reader, asker);
    const chosen = chosenQueues(queues, asked.queue);
    const local = sql`(c.queued_at at time zone ${time_zone})`;
    const { rows } = await sql<HistoryRow>`
      select to_char(${local}, 'YYYY-MM-DD') as date,
        (extract(hour from ${local}) * 2 + floor(extract(minute from ${local}) / 30))::int as slot,
        count(*)::int as calls, (count(*) filter (where c.outcome = 'answered'))::int as answered,
        coalesce(sum(h.handled_s), 0)::float8 as handled_s
      from calls c left join lateral (
        select sum(extract(epoch from l.ended_at - l.answered_at)
          + greatest(0, coalesce(extract(epoch from l.wrap_up_ended_at - l.ended_at), 0))) as handled_s
        from call_legs l where l.call_id = c.id and l.answered_at is not null and l.ended_at is not null) h on true
      left join ${queueOpenings(asker.city, chosen, { from: dates.at(-1)!, until: last })} o on o.queue_id = c.queue_id
      where c.queue_id = any(${idsOf(chosen)}) and c.direction = 'in' and c.ended_at is not null
        and (c.outcome = 'answered' or coalesce(c.queued_at <@ o.open, true))
        and ${local}::date = any(${sql.val(dates)}::date[])
        and c.started_at >= ((${dates.at(-1)!}::date - 1)::timestamp at time zone ${time_zone})
      group by 1, 2`.execute(reader);
    const { rows: first } = await sql<{ date: string | null }>`
      select to_char(min(c.started_at) at time zone ${time_zone}, 'YYYY-MM-DD') as date from calls c
      where c.queue_id = any(${idsOf(chosen)})`.execute(reader);
    const known = dates.filter((date) => first[0]?.date != null && date >= first[0].date);
    const answered = sum(rows, 'answered');
    return {
      ...{ weekday, weeks: known.length, queues: toldOf(queues) },
      handling_s: answered === 0 ? null : sum(rows, 'handled_s') / answered,
      slots: slotsOf(rows, known),
    };
  });
}

interface HistoryRow {
  readonly date: string;
  readonly slot: number;
  readonly calls: number;
  readonly answered: number;
  readonly handled_s: number;
}

function slotsOf(rows: readonly HistoryRow[], dates: readonly string[]): { slot: number; calls: number }[] {
  const at = new Map(rows.map(({ date, slot, calls }) => [`${date} ${slot}`, calls]));
  return Array.from({ length: slots_of_day }, (_, slot) => ({
    slot,
    calls: median(dates.map((date) => at.get(`${date} ${slot}`) ?? 0)),
  })).filter(({ calls }) => calls > 0);
}

const sum = (rows: readonly HistoryRow[], what: 'answered' | 'handled_s'): number =>
  rows.reduce((all, row) => all + row[what], 0);
