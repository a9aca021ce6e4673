import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** The city that a member of staff works in: the one of that code among theirs, else that of their first grant. */
export function cityOfActor(
  ports: Pick<StaffPorts, 'database'>,
  actor: StaffActor,
  code?: string,
): Promise<CityConfiguration | null> {
  const ids = [...new Set(actor.grants.map(({ city_id }) => city_id))];
  return readingAs(ports, actor, async (reader) => {
    for (const id of ids) {
      const city = await cityConfiguration(reader, id);
      if (city && (code === undefined || city.city.code === code)) return city;
    }
    return null;
  });
}
