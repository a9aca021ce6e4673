import type { Zone } from '../cities/configuration.ts';
import type { Position, Ring } from '../routing/zone-geometry.ts';
import type { DrawnMap } from './contents.ts';

const side = 400;

/** The boundaries of the boroughs as a picture of at most 400 by 400; null where the city has not several. */
export function drawnMap(zones: Iterable<Zone>): DrawnMap | null {
  const drawn = [...zones].filter(({ level, geometry }) => level === 'borough' && geometry !== null);
  if (drawn.length < 2) return null;
  const place = placing(drawn);
  const path = (zone: Zone) =>
    ringsOf(zone)
      .map((ring) => outline(ring, place.of))
      .join('');
  return {
    ...{ width: place.width, height: place.height },
    zones: drawn.map((zone) => ({ code: zone.code, path: path(zone) })),
  };
}

const ringsOf = ({ geometry }: Zone): readonly Ring[] => {
  if (geometry === null) return [];
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
};

type Place = (position: Position) => readonly [number, number];

/** Degrees to the picture: a degree of longitude is as short as it is at the middle of the city. */
function placing(zones: readonly Zone[]): { width: number; height: number; of: Place } {
  const positions = zones.flatMap(ringsOf).flat();
  const range = (axis: 0 | 1): [number, number] => {
    let [least, most] = [Infinity, -Infinity];
    for (const position of positions) {
      least = Math.min(least, position[axis]);
      most = Math.max(most, position[axis]);
    }
    return [least, most];
  };
  const [[west, east], [south, north]] = [range(0), range(1)];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = side / Math.max((east - west) * narrow, north - south);
  const whole = (number: number) => Math.round(number);
  return {
    width: Math.ceil((east - west) * narrow * scale),
    height: Math.ceil((north - south) * scale),
    of: ([longitude, latitude]) => [
      whole((longitude - west) * narrow * scale),
      whole((north - latitude) * scale),
    ],
  };
}

/** Points that fall on the one before are left out: a boundary has many more than a picture shows. */
function outline(ring: Ring, place: Place): string {
  const points: string[] = [];
  for (const position of ring) {
    const point = place(position).join(' ');
    if (points.at(-1) !== point) points.push(point);
  }
  return points.length < 3 ? '' : `M${points.join('L')}Z`;
}
