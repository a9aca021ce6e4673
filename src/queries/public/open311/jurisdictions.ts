import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import { configurationOf } from '../../../store/city-configuration.ts';
import { reading, type Database } from '../../../store/database.ts';

/** The city with that `jurisdiction_id`: its code, or its host name as the specification suggests. */
export function cityOfJurisdiction(database: Database, id: string): Promise<CityConfiguration | null> {
  return reading(database, { kind: 'public' }, async (reader) => {
    const row = await reader
      .selectFrom('cities')
      .select(['id', 'configuration_version'])
      .where((eb) => eb.or([eb('code', '=', id), eb('host', '=', id)]))
      .executeTakeFirst();
    return row ? configurationOf(reader, row) : null;
  });
}

/** All cities of the installation, by code. */
export function allJurisdictions(database: Database): Promise<CityConfiguration[]> {
  return reading(database, { kind: 'public' }, async (reader) => {
    const rows = await reader
      .selectFrom('cities')
      .select(['id', 'configuration_version'])
      .orderBy('code')
      .execute();
    const found: CityConfiguration[] = [];
    for (const row of rows) found.push(await configurationOf(reader, row));
    return found;
  });
}
