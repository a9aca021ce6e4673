import { channelStanding } from '../../core/channel-hours/standing.ts';
import { CHANNELS, type Channel } from '../../core/cities/settings.ts';
import { hoursOfQueue, queueStanding, type QueueWeek } from '../../core/telephony/queue-hours.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { reading } from '../../store/database.ts';
import { weekTold } from './contact-centre.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

/**
 * When each door of the city is open, as anybody may know, so that whoever attends can say it: the authority for which
 * the asker attends comes first, else the city's first one; it is told also where it keeps none. Other authorities are told
 * where a door or a queue of theirs keeps hours.
 */
export async function deskHours(ports: StaffPorts, asker: Asker) {
  const { actor, city } = asker;
  const { settings, locale, id: city_id } = city.city;
  const own = actor.grants.find(
    (one) => one.city_id === city_id && one.permissions.includes('interactions.record'),
  )?.authority_id;
  const queues = await queuesOf(ports, asker);
  const active = [...city.authorities.values()].filter(({ is_active }) => is_active);
  const ordered = [...active.filter(({ id }) => id === own), ...active.filter(({ id }) => id !== own)];
  const door = (authority_id: string, code: Channel) => {
    const hours = city.hours.get(`${authority_id}/${code}`) ?? [];
    if (hours.length === 0) return [];
    return [
      {
        ...{ code, name: sayCode(languageOf(locale), 'channel', code) ?? code, week: weekTold(hours) },
        standing: channelStanding(city, { authority_id, channel: code }, ports.now()),
      },
    ];
  };
  const items = ordered.map(({ id, name }) => ({
    authority: { id, name },
    doors: CHANNELS.filter((one) => settings.channels.includes(one)).flatMap((one) => door(id, one)),
    queues: queues.flatMap(({ authority_id, name, standing }) =>
      authority_id === id && standing !== null ? [{ name, standing }] : [],
    ),
  }));
  return { items: items.filter((one, at) => one.doors.length + one.queues.length > 0 || at === 0) };
}

/** The queues that keep hours, by their authority: with those of its telephone, or with a week of their own. */
async function queuesOf({ database, now }: StaffPorts, { city }: Asker) {
  const rows = await reading(database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('call_queues')
      .select(['authority_id', 'name', 'hours_from', 'own_hours'])
      .where('city_id', '=', city.city.id)
      .where('is_active', '=', true)
      .orderBy('name')
      .execute(),
  );
  return rows.map((row) => {
    const { authority_id, name } = row;
    return {
      authority_id,
      name,
      standing: queueStanding(hoursOfQueue(city, row as unknown as QueueWeek), now()),
    };
  });
}
