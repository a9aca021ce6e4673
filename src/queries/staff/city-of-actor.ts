import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { configurationNow } from '../../store/city-configuration.ts';
import { readingOpenly } from '../../store/database.ts';
import type { StaffPorts } from './ports.ts';

/** The city that a member of staff works in: the one of that code among theirs, else that of their first grant. */
export async function cityOfActor(
  { database }: Pick<StaffPorts, 'database'>,
  actor: StaffActor,
  code?: string,
): Promise<CityConfiguration | null> {
  const ids = [...new Set(actor.grants.map(({ city_id }) => city_id))];
  for (const id of ids) {
    const [row] = await readingOpenly(database, (reader) =>
      reader
        .selectFrom('cities')
        .select(['id', 'code', 'configuration_version'])
        .where('id', '=', id)
        .where((eb) => (code === undefined ? eb.lit(true) : eb('code', '=', code))),
    );
    if (row) return configurationNow(database, row);
  }
  return null;
}
