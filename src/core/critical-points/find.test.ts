import { expect, it } from 'vitest';
import { repeatedPlaces } from './places.ts';
import { hasPassed, stateWhenFound, type StoredPoint } from './point.ts';
import { risingQueues } from './queues.ts';
import { fallenSatisfaction, risenTimes } from './services.ts';

const since = '2026-02-01';
const at = { authority_id: 'a' } as const;
/** Everybody who was closed answered: all weigh alike. */
const share = (hits: number, n: number) => [{ hits, n, closed: n, unit_id: 'u' }];

it('finds the one service of twenty that fell, and not what chance does in twenty looks', () => {
  const steady = Array.from({ length: 19 }, (_, i) => ({
    ...{ ...at, service_id: `steady-${i}`, previous: share(80, 100), year: share(78 + (i % 5), 100) },
    // Up and down by a few points, as a hundred answers do.
    now: share(76 + (i % 9), 100),
  }));
  const fallen = {
    ...at,
    service_id: 'fallen',
    previous: share(85, 100),
    year: share(70, 100),
    now: share(55, 100),
  };
  const found = fallenSatisfaction([...steady, fallen], since);
  expect(found.map(({ service_id }) => service_id)).toEqual(['fallen']);
  expect(found[0]).toMatchObject({
    ...{ compared: 'previous', key: 'satisfaction_fell/a/fallen', since },
    ...{ before: { value: 85, n: 100 }, after: { value: expect.closeTo(55, 9), n: 100 } },
  });
  expect(found[0]!.after.high).toBeLessThan(found[0]!.before.low!);
});

it('says nothing of few answers, nor of a fall that nobody would notice', () => {
  const few = { ...at, service_id: 'few', previous: share(29, 29), year: share(0, 0), now: share(3, 29) };
  const small = {
    ...at,
    service_id: 'small',
    previous: share(85_000, 100_000),
    year: share(0, 0),
    now: share(83_000, 100_000),
  };
  expect(fallenSatisfaction([few, small], since)).toEqual([]);
});

it('does not take a change of who answers for a fall', () => {
  const cells = (portal: number, counter: number) => [
    { unit_id: 'u', closed: 900, n: portal, hits: 0.9 * portal },
    { unit_id: 'u', closed: 900, n: counter, hits: 0.5 * counter },
  ];
  // 86 of 100 answers before and 54 now, and in neither channel anybody is less content.
  const moved = { ...at, service_id: 'moved', previous: cells(900, 100), year: [], now: cells(100, 900) };
  expect(fallenSatisfaction([moved], since)).toEqual([]);
});

const days = (pairs: Readonly<Record<number, number>>) =>
  new Map(Object.entries(pairs).map(([value, n]) => [Number(value), n]));

it('finds a service that takes longer than a year ago, by its median and the ranks', () => {
  const usual = days({ 2: 30, 3: 40, 4: 30 });
  const [found, ...rest] = risenTimes(
    [
      {
        ...at,
        service_id: 'slow',
        now: days({ 3: 20, 5: 60, 8: 20 }),
        previous: days({ 4: 30, 5: 50, 8: 20 }),
        year: usual,
      },
      { ...at, service_id: 'same', now: usual, previous: usual, year: usual },
      { ...at, service_id: 'few', now: days({ 40: 19 }), previous: usual, year: usual },
    ],
    since,
  );
  expect(rest).toEqual([]);
  expect(found).toMatchObject({
    service_id: 'slow',
    compared: 'year',
    before: { value: 3 },
    after: { value: 5 },
  });
});

it('finds where the same is asked again and again, and not where everything is', () => {
  const zone = (zone_code: string, service_id: string, n: number) => ({
    ...at,
    service_id,
    place: { zone_code },
    n,
  });
  // The centre has ten times as much of everything; in the south the lamps fail again and again.
  const found = repeatedPlaces(
    [
      ...[zone('centre', 'lamp', 60), zone('centre', 'water', 300), zone('centre', 'tree', 200)],
      ...[zone('south', 'lamp', 40), zone('south', 'water', 30), zone('south', 'tree', 20)],
      ...[zone('north', 'lamp', 4), zone('north', 'water', 30), zone('north', 'tree', 20)],
    ],
    since,
  );
  expect(found.map(({ key }) => key)).toEqual(['repeated_here/a/lamp/south']);
  // 104 lamps, 51 of 603 shares of the other petitions.
  expect(found[0]!.before.value).toBeCloseTo((104 * 51) / 603, 9);
  expect(found[0]!.after.value).toBe(40);
});

it('finds a small square by its middle', () => {
  const corner = { latitude: 19.35, longitude: -99.06 };
  const others = Array.from({ length: 40 }, (_, i) => ({
    ...{ ...at, service_id: i % 2 === 0 ? 'lamp' : 'water', n: 1 },
    place: { latitude: 19.4 + i / 100, longitude: -99.1 },
  }));
  const found = repeatedPlaces([...others, { ...at, service_id: 'lamp', place: corner, n: 9 }], since);
  expect(found).toMatchObject([{ place: corner, key: 'repeated_here/a/lamp/19.35000,-99.06000' }]);
});

it('finds the unit whose queue grows, and not those that go up and down or have hardly any', () => {
  const queues = [
    { ...at, unit_id: 'growing', open: [20, 22, 21, 25, 27, 30, 29, 33, 36, 38, 41, 44] },
    { ...at, unit_id: 'wavering', open: [30, 28, 33, 27, 31, 30, 26, 33, 29, 31, 28, 32] },
    { ...at, unit_id: 'leap', open: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12, 12] },
    { ...at, unit_id: 'tiny', open: [0, 0, 1, 1, 2, 2, 3, 3, 4, 5, 5, 6] },
    { ...at, unit_id: 'nothing', open: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
  ];
  const found = risingQueues(queues, since);
  expect(found.map(({ unit_id }) => unit_id)).toEqual(['growing']);
  expect(found[0]).toMatchObject({ before: { value: 20 }, after: { value: 44 }, compared: 'weeks' });
});

it('finds the same point again, lets one pass, and takes up a closed one only after a quarter', () => {
  const point = (given: Partial<StoredPoint>): StoredPoint => ({
    ...{ state: 'open', has_owner: false, closed_on: null },
    ...given,
  });
  expect(stateWhenFound(point({}), since)).toBeNull();
  expect(stateWhenFound(point({ state: 'passed' }), since)).toBe('open');
  expect(stateWhenFound(point({ state: 'passed', has_owner: true }), since)).toBe('in_hand');
  expect(stateWhenFound(point({ state: 'closed', closed_on: '2026-02-01' }), since)).toBeNull();
  expect(stateWhenFound(point({ state: 'closed', closed_on: '2026-01-31' }), since)).toBe('open');
  expect([hasPassed({ state: 'in_hand' }), hasPassed({ state: 'closed' })]).toEqual([true, false]);
});
