import { sql } from 'kysely';
import { lacksDisposition } from '../../core/telephony/disposition.ts';
import { reading } from '../../store/database.ts';
import { openNumber } from '../../store/telephony/calls.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

const days = 7;

/** Calls of the last week in which the asker spoke for ten seconds or more and of which nobody wrote anything (check D5). */
export function callsUnwritten(ports: StaffPorts, asker: Asker) {
  const since = new Date(Date.parse(ports.now()) - days * 86_400_000).toISOString();
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const rows = await reader
      .selectFrom('call_legs as l')
      .innerJoin('calls as c', 'c.id', 'l.call_id')
      .leftJoin('call_queues as q', 'q.id', 'c.queue_id')
      .select(['c.id', 'c.direction', 'c.interaction_id', 'l.answered_at', 'l.ended_at', 'q.name as queue'])
      .select('c.number_cipher')
      .where('l.user_id', '=', asker.actor.user_id)
      .where('c.city_id', '=', asker.city.city.id)
      .where('l.rang_at', '>', since)
      .where('c.interaction_id', 'is', null)
      .where('l.ended_at', 'is not', null)
      .where(sql<boolean>`l.ended_at - l.answered_at >= interval '10 seconds'`)
      .orderBy('l.rang_at', 'desc')
      .limit(50)
      .execute();
    return {
      at: ports.now(),
      items: rows.filter(lacksDisposition).map((call) => ({
        ...{ id: call.id, queue: call.queue, direction: call.direction as 'in' | 'out' },
        ...{ answered_at: call.answered_at!, ended_at: call.ended_at! },
        // They spoke with whoever it was; an erased person has none any more.
        number: openNumber(ports.keys, call.number_cipher),
      })),
    };
  });
}
