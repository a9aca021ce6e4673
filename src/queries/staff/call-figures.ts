import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { addDays, localDateOf } from '../../core/deadlines/plain-date.ts';
import type { CallCounts } from '../../core/telephony/metrics.ts';
import { reading, type Reader } from '../../store/database.ts';
import { firstContact } from '../first-contact.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';
import { queueOpenings } from './queue-openings.ts';
import {
  chosenQueues,
  idsOf,
  isSupervised,
  supervisedQueues,
  toldOf,
  type SupervisedQueue,
} from './supervised-queues.ts';

export interface CallFiguresAsked {
  /** Local dates, the last one included; today where nothing is said. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly queue?: string | undefined;
  readonly by?: 'hour' | 'day' | undefined;
}

/** Instants, the second one not included. */
interface Between {
  readonly begin: RawBuilder<string>;
  readonly end: RawBuilder<string>;
}

/**
 * Counts of the calls that entered each supervised queue in a period and are over, by local hour of the day or by day:
 * raw counts, from which `figuresOf` makes the shares, so that hours and queues can be added up. With them the agents, the
 * call-backs and how many calls were settled at the first contact.
 */
export function callFigures(ports: StaffPorts, asker: Asker, asked: CallFiguresAsked) {
  const { city } = asker;
  const { time_zone } = city.city;
  const today = localDateOf(ports.now(), time_zone);
  const until = asked.until ?? today;
  const from = asked.from ?? until;
  const by = asked.by ?? 'hour';
  const midnight = (date: string) => sql<string>`(${date}::date::timestamp at time zone ${time_zone})`;
  const between = { begin: midnight(from), end: midnight(addDays(until, 1)) };
  // As the system, for whether somebody came again is asked of the whole city; every part names the queues.
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const queues = await supervisedQueues(reader, asker);
    const chosen = chosenQueues(queues, asked.queue);
    const asking = { asker, chosen, between, now: ports.now(), days: { from, until } };
    return {
      ...{ from, until, by, queues: toldOf(queues) },
      rows: await countedCalls(reader, { ...asking, by }),
      agents: asked.queue === undefined ? await agentTimes(reader, asking) : [],
      call_backs: await callBacks(reader, asking),
      first_contact: await firstContact(reader, { counted: attendedCalls(asking), now: ports.now() }),
    };
  });
}

interface Asking {
  readonly asker: Asker;
  readonly chosen: readonly SupervisedQueue[];
  readonly between: Between;
  readonly now: string;
  readonly days: { readonly from: string; readonly until: string };
}

export interface CountedRow extends CallCounts {
  readonly queue_id: string;
  /** `09` for the hour of the day that begins at 9:00, or a date. */
  readonly key: string;
}

/** Seconds that the agents' parts of a call (alias `c`) took, wrap-up included, and whether one handed it on. */
const parts = sql`left join lateral (
  select coalesce(sum(extract(epoch from l.ended_at - l.answered_at)
      + greatest(0, coalesce(extract(epoch from l.wrap_up_ended_at - l.ended_at), 0))), 0) as handled_s,
    coalesce(bool_or(l.end_reason = 'transfer'), false) as was_transferred
  from call_legs l where l.call_id = c.id and l.answered_at is not null and l.ended_at is not null) h on true`;

async function countedCalls(
  reader: Reader,
  { asker, chosen, between, days, by }: Asking & { by: 'hour' | 'day' },
): Promise<CountedRow[]> {
  const form = by === 'hour' ? 'HH24' : 'YYYY-MM-DD';
  const { rows } = await sql<CountedRow>`
    with k as (
      select c.queue_id, to_char(c.queued_at at time zone ${asker.city.city.time_zone}, ${form}) as key, c.outcome,
        coalesce(c.wait_s, 0)::float8 as wait_s, q.answer_within_s, q.short_abandon_s, h.handled_s, h.was_transferred,
        c.outcome <> 'answered' and not coalesce(c.queued_at <@ o.open, true) as was_closed
      from calls c join call_queues q on q.id = c.queue_id ${parts}
        left join ${queueOpenings(asker.city, chosen, days)} o on o.queue_id = c.queue_id
      where c.queue_id = any(${idsOf(chosen)}) and c.direction = 'in' and c.ended_at is not null
        and c.started_at >= ${between.begin} - interval '1 day' and c.started_at < ${between.end}
        and c.queued_at >= ${between.begin} and c.queued_at < ${between.end})
    select queue_id, key, (count(*) filter (where not was_closed))::int as offered,
      (count(*) filter (where was_closed))::int as closed,
      (count(*) filter (where outcome = 'answered'))::int as answered,
      (count(*) filter (where outcome = 'abandoned' and not was_closed))::int as abandoned,
      (count(*) filter (where outcome = 'abandoned' and not was_closed and wait_s < short_abandon_s))::int as short,
      (count(*) filter (where outcome not in ('answered', 'abandoned') and not was_closed))::int as missed,
      (count(*) filter (where outcome = 'answered' and wait_s <= answer_within_s))::int as answered_in_time,
      (count(*) filter (where outcome = 'abandoned' and not was_closed
        and wait_s <= answer_within_s))::int as abandoned_in_time,
      coalesce(sum(wait_s) filter (where outcome = 'answered'), 0)::float8 as answered_wait_s,
      sum(handled_s)::float8 as handled_s,
      (count(*) filter (where outcome = 'answered' and was_transferred))::int as transferred
    from k group by 1, 2 order by 2, 1`.execute(reader);
  return rows;
}

export interface AgentTime {
  readonly user_id: string;
  readonly name: string;
  /** Seconds there at all, and of these in a pause. */
  readonly logged_s: number;
  readonly paused_s: number;
  readonly answered: number;
  readonly handled_s: number;
}

/** How long each agent was there, paused and busy. A state that lasts is counted until now. */
async function agentTimes(reader: Reader, { asker, chosen, between, now }: Asking): Promise<AgentTime[]> {
  const city_id = asker.city.city.id;
  const end = sql`least(${between.end}, ${now}::timestamptz)`;
  const lasted = sql`extract(epoch from least(coalesce(a.until, ${end}), ${end}) - greatest(a.since, ${between.begin}))`;
  const { rows } = await sql<AgentTime>`
    with t as (
      select a.user_id, coalesce(sum(${lasted}), 0)::float8 as logged_s,
        coalesce(sum(${lasted}) filter (where a.state = 'paused'), 0)::float8 as paused_s
      from agent_states a where a.city_id = ${city_id} and a.state <> 'away' and a.since < ${end}
        and coalesce(a.until, ${end}) > ${between.begin}
        and ${isSupervised(asker.actor, { city_id, queues: chosen, now })}
      group by 1)
    select t.user_id, u.name, t.logged_s, t.paused_s, coalesce(h.answered, 0)::int as answered,
      coalesce(h.handled_s, 0)::float8 as handled_s
    from t join users u on u.id = t.user_id left join lateral (
      select count(distinct l.call_id) as answered, sum(extract(epoch from l.ended_at - l.answered_at)
        + greatest(0, coalesce(extract(epoch from l.wrap_up_ended_at - l.ended_at), 0))) as handled_s
      from call_legs l where l.user_id = t.user_id and l.answered_at >= ${between.begin}
        and l.answered_at < ${between.end} and l.ended_at is not null) h on true
    order by u.name, t.user_id`.execute(reader);
  return rows;
}

/** What became of the call-backs that were made in the period. */
async function callBacks(reader: Reader, { chosen, between }: Asking) {
  const { rows } = await sql<{ made: number; reached: number; called_again: number; given_up: number }>`
    select count(*)::int as made, (count(*) filter (where state = 'done'))::int as reached,
      (count(*) filter (where state = 'called_again'))::int as called_again,
      (count(*) filter (where state = 'given_up'))::int as given_up
    from call_backs where queue_id = any(${idsOf(chosen)}) and created_at >= ${between.begin}
      and created_at < ${between.end}`.execute(reader);
  return rows[0]!;
}

/** Interactions (alias `s`) that calls of those queues in the period led to. */
function attendedCalls({ chosen, between }: Asking): RawBuilder<SqlBool> {
  return sql<SqlBool>`(s.user_id is not null and s.id in (
    select c.interaction_id from calls c where c.queue_id = any(${idsOf(chosen)}) and c.interaction_id is not null
      and c.queued_at >= ${between.begin} and c.queued_at < ${between.end}))`;
}
