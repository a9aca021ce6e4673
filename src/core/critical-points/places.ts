import type { PlainDate } from '../deadlines/plain-date.ts';
import { adjusted, ALPHA } from './false-discovery.ts';
import type { Finding, PointPlace } from './point.ts';
import { poissonTail } from './tails.ts';

/** Petitions about one service in one place of an authority, in the weeks that are looked at. */
export interface CountedPlace {
  readonly authority_id: string;
  readonly service_id: string;
  readonly place: PointPlace;
  readonly n: number;
}

/** Petitions below which nothing is said, whatever was expected. */
const FEWEST_HERE = 5;
/** So many times what was expected, at least. */
const LEAST_TIMES = 2;

/** The name of a place: a neighbourhood's code, or the middle of its square. */
export const nameOfPlace = (place: PointPlace): string =>
  'zone_code' in place ? place.zone_code : `${place.latitude.toFixed(5)},${place.longitude.toFixed(5)}`;

/**
 * Places where the same is asked again and again. Expected is the service's own number in the authority, shared out over
 * places as all its other petitions are; how likely so many are says the Poisson distribution. All places in which the
 * service was asked for count as looked at.
 */
export function repeatedPlaces(counted: readonly CountedPlace[], since: PlainDate): Finding[] {
  const tested = [...Map.groupBy(counted, ({ authority_id }) => authority_id).values()].flatMap((own) => {
    const ofPlace = sums(own, ({ place }) => nameOfPlace(place));
    const ofService = sums(own, ({ service_id }) => service_id);
    const all = own.reduce((sum, { n }) => sum + n, 0);
    return own.map((one) => {
      const services = ofService.get(one.service_id)!;
      const others_here = ofPlace.get(nameOfPlace(one.place))! - one.n;
      // One is added to each place: where nothing else is asked for, something is expected still.
      const expected = (services * (others_here + 1)) / (all - services + ofPlace.size);
      return { one, expected, p: poissonTail(one.n, expected) };
    });
  });
  const chances = adjusted(tested.map(({ p }) => p));
  return tested.flatMap(({ one, expected }, at) => {
    const isMany = one.n >= FEWEST_HERE && one.n >= LEAST_TIMES * expected;
    return isMany && chances[at]! <= ALPHA ? [findingOf(one, { expected, since, chance: chances[at]! })] : [];
  });
}

function sums(counted: readonly CountedPlace[], by: (one: CountedPlace) => string): Map<string, number> {
  const found = new Map<string, number>();
  for (const one of counted) found.set(by(one), (found.get(by(one)) ?? 0) + one.n);
  return found;
}

function findingOf(
  { authority_id, service_id, place, n }: CountedPlace,
  { expected, since, chance }: { expected: number; since: PlainDate; chance: number },
): Finding {
  return {
    ...{ kind: 'repeated_here', authority_id, service_id, unit_id: null, place, since, chance },
    ...{ weekly: [], compared: 'elsewhere' },
    key: ['repeated_here', authority_id, service_id, nameOfPlace(place)].join('/'),
    before: { value: expected, low: null, high: null, n: null },
    after: { value: n, low: null, high: null, n },
  };
}
