import type { CityConfiguration } from '../core/cities/configuration.ts';
import { configurationNow } from '../store/city-configuration.ts';
import { readingOpenly, type Database } from '../store/database.ts';

interface CityAddress {
  readonly id: string;
  readonly code: string;
  readonly host: string | null;
  readonly configuration_version: number;
}

/** How a request names its city: by prefix, by host name, or not at all where there is only one. */
export interface AddressedCity {
  readonly code: string | null;
  readonly host: string;
}

/** The city that a request is about, or null when it names none and there are several (or names an unknown one). */
export async function cityByAddress(
  database: Database,
  address: AddressedCity,
): Promise<CityConfiguration | null> {
  const cities = await readingOpenly(database, (reader) =>
    reader.selectFrom('cities').select(['id', 'code', 'host', 'configuration_version']).orderBy('code'),
  );
  const city = pick(cities, address);
  return city === null ? null : configurationNow(database, city);
}

function pick(cities: readonly CityAddress[], { code, host }: AddressedCity): CityAddress | null {
  if (code !== null) return cities.find((city) => city.code === code) ?? null;
  const byHost = cities.find((city) => city.host !== null && city.host === host);
  return byHost ?? (cities.length === 1 ? cities[0]! : null);
}
