import { sql } from 'kysely';
import { isFree, isTime } from '../../core/telephony/call-back.ts';
import { reading } from '../../store/database.ts';
import { nothingAsked, openAsked } from '../../store/telephony/asked-words.ts';
import { openNumber } from '../../store/telephony/calls.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

const most = 100;

/** Authorities for which the asker attends people in the city; null: all of them. */
function attendedBy({ actor, city }: Asker): readonly string[] | null {
  const grants = actor.grants.filter(
    (one) => one.city_id === city.city.id && one.permissions.includes('interactions.record'),
  );
  return grants.some(({ authority_id }) => authority_id === null)
    ? null
    : grants.flatMap(({ authority_id }) => authority_id ?? []);
}

/**
 * Who called in vain, or asked for it on the portal, and is to be called back: the most urgent first. Of the number only
 * its end is told: the whole of it, and what it is about, is for who takes it.
 */
export function callsToReturn(ports: StaffPorts, asker: Asker) {
  const authorities = attendedBy(asker);
  return reading(ports.database, { kind: 'system' }, async (reader) => {
    const rows = await reader
      .selectFrom('call_backs as b')
      .leftJoin('call_queues as q', 'q.id', 'b.queue_id')
      .leftJoin('users as u', 'u.id', 'b.user_id')
      .select([
        'b.id',
        'b.number_cipher',
        'b.missed',
        'b.last_missed_at',
        'b.due_at',
        'b.state',
        'b.attempts',
        'b.asked_at',
        'b.not_before',
        'b.asked_cipher',
        'b.taken_at',
      ])
      .select(['q.name as queue', 'u.name as by', 'b.user_id', 'b.person_id'])
      .where('b.city_id', '=', asker.city.city.id)
      .where('b.state', 'in', ['open', 'taken'])
      .$if(authorities !== null, (query) =>
        // None at all for who attends people in another city alone.
        query.where(sql<boolean>`b.authority_id = any(${sql.val(authorities)}::uuid[])`),
      )
      .orderBy('b.due_at')
      .orderBy('b.id')
      .limit(most + 1)
      .execute();
    const now = ports.now();
    return {
      capped: rows.length > most,
      items: rows.slice(0, most).map((row) => {
        const { number_cipher, asked_cipher, user_id, person_id, taken_at, ...told } = row;
        const number = openNumber(ports.keys, number_cipher);
        const is_mine = user_id === asker.actor.user_id && row.state === 'taken';
        return {
          ...told,
          ...(is_mine ? openAsked(ports.keys, asked_cipher) : nothingAsked),
          state: row.state as 'open' | 'taken',
          ends_in: (number ?? '').slice(-4),
          number: is_mine ? number : null,
          ...{ is_mine, is_known: person_id !== null, is_overdue: row.due_at < now },
          // Who wants it later is not called now.
          may_be_taken: (is_mine || isFree({ state: row.state, taken_at }, now)) && isTime(row, now),
        };
      }),
    };
  });
}
