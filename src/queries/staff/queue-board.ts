import { sql } from 'kysely';
import { shownLink } from '../../core/telephony/link.ts';
import { hoursOfQueue, queueStanding } from '../../core/telephony/queue-hours.ts';
import type { Reader } from '../../store/database.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { idsOf, isSupervised, supervisedQueues, type SupervisedQueue } from './supervised-queues.ts';

/** What an agent does now: what they say of themselves, unless a call says more. */
export type AgentDoing = 'ringing' | 'talking' | 'holding' | 'available' | 'wrap_up' | 'paused';

export interface AgentNow {
  readonly user_id: string;
  readonly name: string;
  readonly doing: AgentDoing;
  /** Of a pause. */
  readonly reason: string | null;
  readonly since: string;
  readonly queue: string | null;
}

/**
 * The queues that the asker supervises as they are this moment: who waits and since when, calls that are spoken, and what
 * each agent does. Instants, so that whoever shows it can go on counting by itself.
 */
export function queueBoard(ports: StaffPorts, asker: Asker) {
  return readingAs(ports, asker.actor, async (reader) => {
    const queues = await supervisedQueues(reader, asker);
    const asking = { asker, queues, now: ports.now() };
    return {
      at: ports.now(),
      queues: await standing(reader, asking),
      agents: await agentsNow(reader, asking),
      exchanges: await exchangesOf(reader, asking),
    };
  });
}

interface Asking {
  readonly asker: Asker;
  readonly queues: readonly SupervisedQueue[];
  readonly now: string;
}

interface Standing {
  readonly id: string;
  readonly name: string;
  readonly answer_within_s: number;
  readonly waiting: number;
  readonly waiting_since: string | null;
  readonly speaking: number;
}
/** Null where no hours are kept. */
interface Hours {
  readonly is_open: boolean | null;
  /** While it is closed; null where it never opens within the year. */
  readonly opens_at: string | null;
}

async function standing(reader: Reader, { asker, queues, now }: Asking): Promise<(Standing & Hours)[]> {
  const { rows } = await sql<Standing>`
    select q.id, q.name, q.answer_within_s, (count(c.id) filter (where c.answered_at is null))::int as waiting,
      min(c.queued_at) filter (where c.answered_at is null) as waiting_since,
      (count(c.id) filter (where c.answered_at is not null))::int as speaking
    from call_queues q left join calls c on c.queue_id = q.id and c.exchange_id = q.exchange_id
      and c.ended_at is null and c.queued_at is not null
    where q.id = any(${idsOf(queues)}) and q.is_active group by q.id order by q.name, q.id`.execute(reader);
  const known = new Map(queues.map((queue) => [queue.id, queue]));
  return rows.map((row) => {
    const hours = queueStanding(hoursOfQueue(asker.city, known.get(row.id)!), now);
    return { ...row, is_open: hours?.is_open ?? null, opens_at: hours?.opens_at ?? null };
  });
}

async function agentsNow(reader: Reader, { asker, queues, now }: Asking): Promise<AgentNow[]> {
  const city_id = asker.city.city.id;
  const { rows } = await sql<AgentNow>`
    select a.user_id, u.name, q.name as queue, case when l.id is null then a.reason end as reason,
      case when l.id is null then a.state when l.answered_at is null then 'ringing'
        when l.held_since is not null then 'holding' else 'talking' end as doing,
      coalesce(l.held_since, l.answered_at, l.rang_at, a.since) as since
    from agent_states a join users u on u.id = a.user_id
    left join lateral (select l.* from call_legs l where l.user_id = a.user_id and l.ended_at is null
      order by l.answered_at is null, l.rang_at desc limit 1) l on true
    left join calls c on c.id = l.call_id left join call_queues q on q.id = c.queue_id
    where a.city_id = ${city_id} and a.until is null and (a.state <> 'away' or l.id is not null)
      and ${isSupervised(asker.actor, { city_id, queues, now })}
    order by u.name, a.user_id`.execute(reader);
  return rows;
}

/** Whether the line to each exchange stands: one of which nobody says so any more is down. */
async function exchangesOf(reader: Reader, { queues, now }: Asking) {
  const { rows } = await sql<{ name: string; link: string; heard_at: string | null }>`
    select e.name, e.link, e.heard_at from telephone_exchanges e where e.is_enabled
      and e.id in (select q.exchange_id from call_queues q where q.id = any(${idsOf(queues)}))
    order by e.name`.execute(reader);
  return rows.map((one) => ({ ...one, link: shownLink(one, now) }));
}
