import type { OpeningHours } from '../../core/deadlines/opening-hours.ts';
import { hoursOfQueue, queueStanding, type QueueHoursFrom } from '../../core/telephony/queue-hours.ts';
import { shownLink } from '../../core/telephony/link.ts';
import type { Reader } from '../../store/database.ts';
import type { LogProblem } from '../operations/calls-on-record.ts';
import type { Asker } from './list-petitions.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** Exchanges, queues and extensions within the asker's reach; no secret of theirs. */
export function telephonySettings(ports: StaffPorts, { actor, city }: Asker) {
  const now = ports.now();
  return readingAs(ports, actor, async (reader) => {
    const city_id = city.city.id;
    const exchanges = await reader
      .selectFrom('telephone_exchanges')
      .select(['id', 'authority_id', 'name', 'host', 'port', 'is_tls', 'username', 'dial_context'])
      .select(['tls_certificate', 'is_enabled', 'link', 'link_since', 'heard_at'])
      .select(['log_read_at', 'log_until', 'log_calls', 'log_added', 'log_corrected', 'log_problem'])
      .where('city_id', '=', city_id)
      .orderBy('name')
      .execute();
    const queues = await reader
      .selectFrom('call_queues')
      .select(['id', 'exchange_id', 'authority_id', 'code', 'name', 'calls_back', 'is_active'])
      .select(['hours_from', 'own_hours'])
      .where('city_id', '=', city_id)
      .orderBy('name')
      .execute();
    const extensions = await reader
      .selectFrom('telephone_extensions as x')
      .innerJoin('users as u', 'u.id', 'x.user_id')
      .select(['x.exchange_id', 'x.user_id', 'u.name', 'x.extension', 'x.interface'])
      .where('x.city_id', '=', city_id)
      .orderBy('x.extension')
      .execute();
    const people = await peopleOf(reader, city_id);
    return {
      exchanges: exchanges.map(({ link, heard_at, ...one }) => ({
        ...one,
        link: shownLink({ link, heard_at }, now),
        log_problem: one.log_problem as LogProblem | null,
      })),
      queues: queues.map(({ authority_id, ...queue }) => {
        const hours_from = queue.hours_from as QueueHoursFrom;
        const own_hours = queue.own_hours as unknown as OpeningHours[];
        const open = hoursOfQueue(city, { authority_id, hours_from, own_hours });
        return { ...queue, hours_from, own_hours, is_open: queueStanding(open, now)?.is_open ?? null };
      }),
      ...{ extensions, people },
    };
  });
}

/** Who works in the city: any of them may get an extension. */
function peopleOf(reader: Reader, city_id: string) {
  return reader
    .selectFrom('users as u')
    .select(['u.id', 'u.name'])
    .where('u.is_active', '=', true)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('role_grants as g')
          .select('g.id')
          .whereRef('g.user_id', '=', 'u.id')
          .where('g.city_id', '=', city_id)
          .where('g.revoked_at', 'is', null),
      ),
    )
    .orderBy('u.name')
    .execute();
}
