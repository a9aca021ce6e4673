import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { locateZone, type ZoneFound } from '../../core/routing/zone-index.ts';
import { zoneIndexOf } from '../../queries/plan-filing.ts';
import type { PastPetition, RowProblem } from './past-petition.ts';

export type Point = NonNullable<PastPetition['point']>;

export interface SoundPlace {
  readonly point: Point | null;
  readonly zone_code: string | null;
  readonly problems: readonly RowProblem[];
}

/**
 * The place of an old row as far as it can be trusted. A point outside the city, or in another borough than the one
 * the row names, is dropped and said; latitude and longitude in each other's columns are put right and said.
 */
export function soundPlace(city: CityConfiguration, row: PastPetition): SoundPlace {
  const problems: RowProblem[] = [];
  const known = row.zone_code === null || city.zones.has(row.zone_code);
  const zone_code = known ? row.zone_code : null;
  if (!known) problems.push({ field: 'zone', code: 'zone_unknown' });
  if (row.point === null) return { point: null, zone_code, problems };
  const given = judge(city, row.point, zone_code);
  if (given === 'sound') return { point: row.point, zone_code, problems };
  const turned = { latitude: row.point.longitude, longitude: row.point.latitude };
  if (given === 'point_outside_city' && judge(city, turned, zone_code) === 'sound') {
    return { point: turned, zone_code, problems: [...problems, { field: 'point', code: 'point_swapped' }] };
  }
  return { point: null, zone_code, problems: [...problems, { field: 'point', code: given }] };
}

function judge(
  city: CityConfiguration,
  { latitude, longitude }: Point,
  zone_code: string | null,
): 'sound' | 'point_outside_city' | 'point_in_other_zone' {
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return 'point_outside_city';
  const found = locateZone(zoneIndexOf(city), [longitude, latitude]);
  if (found.outside && found.on_border.length === 0) return 'point_outside_city';
  return zone_code === null || holds(city, found, zone_code) ? 'sound' : 'point_in_other_zone';
}

/** Whether the point may lie in the named zone: in it, in a part of it or of what it is part of, or on its border. */
function holds(city: CityConfiguration, found: ZoneFound, zone_code: string): boolean {
  const named = withParents(city, zone_code);
  const shaped = named.filter((code) => city.zones.get(code)?.geometry != null);
  // A named zone without a shape anywhere above it says nothing against any point.
  if (shaped.length === 0) return true;
  const near = [...(found.zone === null ? [] : [found.zone]), ...found.on_border];
  return near.some((code) => {
    const around = withParents(city, code);
    return around.includes(shaped[0]!) || shaped[0] === code || named.includes(code);
  });
}

function withParents(city: CityConfiguration, zone_code: string): string[] {
  const codes: string[] = [];
  for (let code: string | null = zone_code; code !== null && !codes.includes(code);) {
    codes.push(code);
    code = city.zones.get(code)?.parent_code ?? null;
  }
  return codes;
}
