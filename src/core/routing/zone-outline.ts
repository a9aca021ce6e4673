import type { Zone } from '../cities/configuration.ts';
import type { Position, Ring } from './zone-geometry.ts';

/** A rectangle, degrees. */
export interface Extent {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

export const ringsOf = ({ geometry }: Pick<Zone, 'geometry'>): readonly Ring[] => {
  if (geometry === null) return [];
  return geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
};

/** The smallest rectangle around zones, degrees. */
export function extentOf(zones: readonly Pick<Zone, 'geometry'>[]): Extent {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const [longitude, latitude] of zones.flatMap(ringsOf).flat()) {
    west = Math.min(west, longitude);
    east = Math.max(east, longitude);
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
  }
  return { west, east, south, north };
}

/** A picture of zones, and where in it a position is. */
export interface Placing {
  readonly width: number;
  readonly height: number;
  readonly of: (position: Position) => readonly [number, number];
}

/** Degrees to a picture of at most `side` by `side`: a degree of longitude is as short as it is at the middle of the zones. */
export function placing(zones: readonly Pick<Zone, 'geometry'>[], side: number): Placing {
  const { west, east, south, north } = extentOf(zones);
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = side / Math.max((east - west) * narrow, north - south);
  const half = (number: number) => Math.round(number * 2) / 2;
  return {
    width: Math.ceil((east - west) * narrow * scale),
    height: Math.ceil((north - south) * scale),
    of: ([longitude, latitude]) => [
      half((longitude - west) * narrow * scale),
      half((north - latitude) * scale),
    ],
  };
}

/** All rings of a zone as one path. */
export const pathOf = (zone: Pick<Zone, 'geometry'>, place: Placing['of']): string =>
  ringsOf(zone)
    .map((ring) => outline(ring, place))
    .join('');

/** A ring as a path. Points that fall on the one before are left out: a boundary has many more than a picture shows. */
export function outline(ring: Ring, place: (position: Position) => readonly [number, number]): string {
  const points: string[] = [];
  for (const position of ring) {
    const point = place(position).join(' ');
    if (points.at(-1) !== point) points.push(point);
  }
  return points.length < 3 ? '' : `M${points.join('L')}Z`;
}

type Side = readonly [axis: 0 | 1, at: number, keep: 1 | -1];

/** The part of a ring within a rectangle (Sutherland and Hodgman 1974); empty where it lies elsewhere. */
export function clipped(ring: Ring, { west, east, south, north }: Extent): Ring {
  const sides: readonly Side[] = [
    [0, west, 1],
    [0, east, -1],
    [1, south, 1],
    [1, north, -1],
  ];
  return sides.reduce<Ring>((points, edge) => cut(points, edge), ring);
}

function cut(ring: Ring, [axis, at, keep]: Side): Ring {
  const isIn = (position: Position) => (position[axis] - at) * keep >= 0;
  return ring.flatMap((position, index): Position[] => {
    const before = ring[index === 0 ? ring.length - 1 : index - 1]!;
    const crossing = isIn(before) === isIn(position) ? [] : [crossingOf(before, position, [axis, at])];
    return isIn(position) ? [...crossing, position] : crossing;
  });
}

function crossingOf(from: Position, to: Position, [axis, at]: readonly [0 | 1, number]): Position {
  const share = (at - from[axis]) / (to[axis] - from[axis]);
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
