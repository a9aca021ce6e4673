import type { CityConfiguration } from '../../src/core/cities/configuration.ts';
import { edgesOf } from '../../src/core/routing/zone-geometry.ts';
import { locateZone } from '../../src/core/routing/zone-index.ts';
import { zoneIndexOf } from '../../src/queries/plan-filing.ts';
import type { Draw } from './draw.ts';

/** A point inside that zone and on no border. @throws when none is found: the zone has no shape */
export function pointInZone(city: CityConfiguration, code: string, draw: Draw) {
  const { geometry } = city.zones.get(code)!;
  if (geometry === null) throw new Error(`${code} has no shape`);
  const corners = edgesOf(geometry).map(({ from }) => from);
  const [west, east] = rangeOf(corners.map(([longitude]) => longitude));
  const [south, north] = rangeOf(corners.map(([, latitude]) => latitude));
  for (let tries = 0; tries < 10_000; tries += 1) {
    const longitude = west + draw() * (east - west);
    const latitude = south + draw() * (north - south);
    const found = locateZone(zoneIndexOf(city), [longitude, latitude]);
    if (found.zone === code && found.on_border.length === 0) return { latitude, longitude };
  }
  throw new Error(`no point found in ${code}`);
}

function rangeOf(values: readonly number[]): [number, number] {
  return [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
}
