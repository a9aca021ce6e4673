import { expect, it } from 'vitest';
import { keyRing } from '../../store/encryption.ts';
import { drawOf } from '../../store/public-names.ts';
import { placeClassOf } from './place-class.ts';
import { publishedPoint, type Point } from './published-place.ts';

const keys = keyRing(Buffer.alloc(32, 3));
const home = { latitude: 19.3574, longitude: -99.0671 };
const metre = 1 / 111_320;

function movedBy(from: Point, to: Point): { north: number; east: number; metres: number } {
  const north = (to.latitude - from.latitude) / metre;
  const east = ((to.longitude - from.longitude) / metre) * Math.cos((from.latitude * Math.PI) / 180);
  return { north, east, metres: Math.hypot(north, east) };
}

const nearHome = (point: Point, id: string) =>
  publishedPoint(
    { ...point, visibility: 'masked', service: { place_class: 'near_home' } },
    drawOf(keys, id),
  )!;

it('moves ten thousand homes by 75 to 250 m, to no side more than to another, and each always alike', () => {
  const sum = { north: 0, east: 0 };
  const within_150 = { count: 0 };
  for (let n = 0; n < 10_000; n += 1) {
    const at = { latitude: home.latitude + (n % 100) * 1e-4, longitude: home.longitude + (n % 37) * 1e-4 };
    const shown = nearHome(at, `petition-${n}`);
    const { north, east, metres } = movedBy(at, shown);
    expect(metres).toBeGreaterThanOrEqual(75);
    expect(metres).toBeLessThanOrEqual(250);
    expect(nearHome(at, `petition-${n}`)).toEqual(shown);
    sum.north += north / 10_000;
    sum.east += east / 10_000;
    if (metres < 150) within_150.count += 1;
  }
  expect(Math.hypot(sum.north, sum.east)).toBeLessThan(5);
  // Evenly over the ring: (150² − 75²) / (250² − 75²) = 29.7 % of it.
  expect(within_150.count / 10_000).toBeCloseTo(0.297, 1);
});

it('cannot be undone with another key', () => {
  const other = keyRing(Buffer.alloc(32, 4));
  const given = { ...home, visibility: 'masked', service: { place_class: 'near_home' } } as const;
  expect(publishedPoint(given, drawOf(other, 'one'))).not.toEqual(nearHome(home, 'one'));
});

it('shows what is in the public way in the middle of its cell of 50 m', () => {
  const inWay = (point: Point) =>
    publishedPoint({ ...point, visibility: 'masked', service: { place_class: 'public_way' } }, [0, 0])!;
  const cells = new Set<string>();
  for (let n = 0; n < 1000; n += 1) {
    const at = { latitude: home.latitude + (n % 40) * metre, longitude: home.longitude + (n % 23) * metre };
    const shown = inWay(at);
    expect(movedBy(at, shown).metres).toBeLessThan(37);
    cells.add(`${shown.latitude} ${shown.longitude}`);
  }
  expect(cells.size).toBeLessThanOrEqual(4);
});

it('tells no place of what is sensitive, and takes what is not for the public as sensitive', () => {
  const way = { place_class: 'public_way' } as const;
  expect(publishedPoint({ ...home, visibility: 'private', service: way }, [0.5, 0.5])).toBeNull();
  expect(placeClassOf({ visibility: 'reserved', service: way })).toBe('sensitive');
  // Without a word about it, a masked petition may be near a home.
  expect(placeClassOf({ visibility: 'masked', service: { place_class: null } })).toBe('near_home');
  expect(placeClassOf({ visibility: 'masked', service: undefined })).toBe('near_home');
});

it('shows a public petition of the public way as it was given', () => {
  const given = { ...home, visibility: 'public', service: { place_class: null } } as const;
  expect(publishedPoint(given, [0, 0])).toEqual({ ...home, precision_m: 0 });
  const nearby = { ...given, service: { place_class: 'near_home' } } as const;
  expect(publishedPoint(nearby, [0, 0])?.precision_m).toBe(250);
});
