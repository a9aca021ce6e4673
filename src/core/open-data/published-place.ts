import type { Visibility } from '../petitions/stages.ts';
import { placeClassOf, type PlaceClass } from './place-class.ts';

/** Degrees, WGS84. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** A point as anybody may see it, and how far the truth may lie from it. */
export interface PublishedPoint extends Point {
  /** Metres; 0: as it was given. */
  readonly precision_m: number;
}

/** Two numbers in [0, 1) that belong to one petition for ever and that nobody without the key can work out. */
export type Draw = readonly [turn: number, distance: number];

const METRES_PER_DEGREE = 111_320;
const grid_m = 50;
/** A hair inside the ring of 75 to 250 m, so that rounding to six decimals cannot leave it. */
const nearest_m = 75.2;
const farthest_m = 249.8;

/**
 * Where a petition is, as every output shows it: Open311, what is nearby, maps and open data alike, so that no two of
 * them can be laid over each other. Public: as given, where the service lies in the public way. Else in the public way
 * the middle of its cell of 50 m; near a home a point 75 to 250 m away, evenly spread over that ring and always the
 * same one for the same petition, so that no number of copies can be averaged; sensitive: none.
 */
export function publishedPoint(
  given: Point & { visibility: Visibility; service: { place_class: PlaceClass | null } | undefined },
  draw: Draw,
): PublishedPoint | null {
  const place_class = placeClassOf(given);
  if (place_class === 'sensitive') return null;
  if (place_class === 'near_home') return inRing(given, draw);
  if (given.visibility === 'public')
    return { latitude: given.latitude, longitude: given.longitude, precision_m: 0 };
  return middleOfCell(given);
}

function middleOfCell({ latitude, longitude }: Point): PublishedPoint {
  const high = grid_m / METRES_PER_DEGREE;
  const middle = (value: number, step: number) => (Math.floor(value / step) + 0.5) * step;
  const row = middle(latitude, high);
  const wide = high / narrowing(row);
  return { latitude: rounded(row, 5), longitude: rounded(middle(longitude, wide), 5), precision_m: grid_m };
}

function inRing({ latitude, longitude }: Point, [turn, distance]: Draw): PublishedPoint {
  const angle = 2 * Math.PI * turn;
  // Even over the area: the square of the distance is evenly spread.
  const metres = Math.sqrt(nearest_m ** 2 + distance * (farthest_m ** 2 - nearest_m ** 2));
  const north = (metres * Math.cos(angle)) / METRES_PER_DEGREE;
  const east = (metres * Math.sin(angle)) / (METRES_PER_DEGREE * narrowing(latitude));
  return {
    latitude: rounded(latitude + north, 6),
    longitude: rounded(longitude + east, 6),
    precision_m: 250,
  };
}

/** A degree of longitude is that much of one of latitude. */
const narrowing = (latitude: number): number => Math.max(0.01, Math.cos((latitude * Math.PI) / 180));

const rounded = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
