import type { CityConfiguration, Zone } from '../cities/configuration.ts';

/** Where a petition is, in names that the city itself uses. */
export interface KnownPlace {
  readonly borough: Zone | null;
  readonly neighbourhood: Zone | null;
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

const lists = new WeakMap<CityConfiguration, ReadonlyMap<string, Zone>>();

/** Neighbourhoods by borough and name as anybody may write it. */
function neighbourhoodsOf(city: CityConfiguration): ReadonlyMap<string, Zone> {
  const kept = lists.get(city);
  if (kept !== undefined) return kept;
  const made = new Map(
    [...city.zones.values()]
      .filter(({ level }) => level === 'neighbourhood')
      .map((zone) => [`${zone.parent_code ?? ''}/${folded(zone.name)}`, zone] as const),
  );
  lists.set(city, made);
  return made;
}

/**
 * The borough and the neighbourhood of a petition. What a person typed as theirs is text like any other, with whatever
 * it holds: only a neighbourhood that the city lists in that borough is told.
 */
export function knownPlaceOf(
  city: CityConfiguration,
  { zone_code, neighbourhood }: { zone_code: string | null; neighbourhood: string | null },
): KnownPlace {
  const zone = zone_code === null ? null : (city.zones.get(zone_code) ?? null);
  const isSmall = zone?.level === 'neighbourhood';
  const parent = isSmall && zone.parent_code !== null ? (city.zones.get(zone.parent_code) ?? null) : null;
  const borough = isSmall ? parent : zone;
  if (isSmall) return { borough, neighbourhood: zone };
  if (neighbourhood === null || neighbourhood === '') return { borough, neighbourhood: null };
  const found = neighbourhoodsOf(city).get(`${borough?.code ?? ''}/${folded(neighbourhood)}`);
  return { borough, neighbourhood: found ?? null };
}
