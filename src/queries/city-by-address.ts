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
  const cities = await citiesNow(database);
  const city = pick(cities, address);
  return city === null ? null : configurationNow(database, city);
}

interface Look {
  readonly running: Promise<readonly CityAddress[]>;
  next: Promise<readonly CityAddress[]> | null;
}
const looks = new WeakMap<Database, Look>();

/** Every request asks. Whoever comes while a look is on its way shares the next one, which begins after they came. */
function citiesNow(database: Database): Promise<readonly CityAddress[]> {
  const look = looks.get(database);
  if (look === undefined) return lookNow(database);
  look.next ??= look.running.then(
    () => lookNow(database),
    () => lookNow(database),
  );
  return look.next;
}

function lookNow(database: Database): Promise<readonly CityAddress[]> {
  const running = readingOpenly(database, (reader) =>
    reader.selectFrom('cities').select(['id', 'code', 'host', 'configuration_version']).orderBy('code'),
  );
  const look: Look = { running, next: null };
  looks.set(database, look);
  const over = () => {
    if (looks.get(database) === look && look.next === null) looks.delete(database);
  };
  running.then(over, over);
  return running;
}

function pick(cities: readonly CityAddress[], { code, host }: AddressedCity): CityAddress | null {
  if (code !== null) return cities.find((city) => city.code === code) ?? null;
  const byHost = cities.find((city) => city.host !== null && city.host === host);
  return byHost ?? (cities.length === 1 ? cities[0]! : null);
}
