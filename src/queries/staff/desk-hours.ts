import { channelStanding } from '../../core/channel-hours/standing.ts';
import { CHANNELS, type Channel } from '../../core/cities/settings.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { reading } from '../../store/database.ts';
import { weekTold } from './contact-centre.ts';
import type { Asker } from './list-petitions.ts';
import type { StaffPorts } from './ports.ts';

/**
 * When each door of the city is open, as anybody may know, so that whoever attends can say it: the authority for which
 * the asker attends comes first, else the city's first one; it is told also where it keeps none. Other doors that keep no hours are left out.
 */
export async function deskHours(ports: StaffPorts, { actor, city }: Asker) {
  const { settings, locale, id: city_id } = city.city;
  const own = actor.grants.find(
    (one) => one.city_id === city_id && one.permissions.includes('interactions.record'),
  )?.authority_id;
  const queues = await queuesOf(ports, city_id);
  const active = [...city.authorities.values()].filter(({ is_active }) => is_active);
  const ordered = [...active.filter(({ id }) => id === own), ...active.filter(({ id }) => id !== own)];
  const door = (authority_id: string, code: Channel) => {
    const hours = city.hours.get(`${authority_id}/${code}`) ?? [];
    if (hours.length === 0) return [];
    return [
      {
        ...{ code, name: sayCode(languageOf(locale), 'channel', code) ?? code, week: weekTold(hours) },
        standing: channelStanding(city, { authority_id, channel: code }, ports.now()),
        queues: code === 'phone' ? (queues.get(authority_id) ?? []) : [],
      },
    ];
  };
  const items = ordered.map(({ id, name }) => ({
    authority: { id, name },
    doors: CHANNELS.filter((one) => settings.channels.includes(one)).flatMap((one) => door(id, one)),
  }));
  return { items: items.filter(({ doors }, at) => doors.length > 0 || at === 0) };
}

/** Names of the queues of each authority's exchanges. */
async function queuesOf({ database }: StaffPorts, city_id: string): Promise<Map<string, string[]>> {
  const rows = await reading(database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('call_queues')
      .select(['authority_id', 'name'])
      .where('city_id', '=', city_id)
      .where('is_active', '=', true)
      .orderBy('name')
      .execute(),
  );
  const named = new Map<string, string[]>();
  for (const { authority_id, name } of rows)
    named.set(authority_id, [...(named.get(authority_id) ?? []), name]);
  return named;
}
