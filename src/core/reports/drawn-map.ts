import type { Zone } from '../cities/configuration.ts';
import { pathOf, placing } from '../routing/zone-outline.ts';
import type { DrawnMap } from './contents.ts';

const side = 400;

/** The boundaries of the boroughs as a picture of at most 400 by 400; null where the city has not several. */
export function drawnMap(zones: Iterable<Zone>): DrawnMap | null {
  const drawn = [...zones].filter(({ level, geometry }) => level === 'borough' && geometry !== null);
  if (drawn.length < 2) return null;
  const { width, height, of } = placing(drawn, side);
  return { width, height, zones: drawn.map((zone) => ({ code: zone.code, path: pathOf(zone, of) })) };
}
