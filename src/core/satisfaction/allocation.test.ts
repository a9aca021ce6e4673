import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allocate } from './allocation.ts';

const sizing = { margin: 5, expected_response: 100, minimum: 0 };

it('draws in proportion to the strata and as many as the margin asks for', () => {
  const strata = [
    { key: 'a', population: 500 },
    { key: 'b', population: 300 },
    { key: 'c', population: 200 },
  ];
  // 278 of 1,000 (protocol K.3).
  expect([...allocate(strata, sizing)]).toEqual([
    ['a', 139],
    ['b', 83],
    ['c', 56],
  ]);
  const half = allocate(strata, { ...sizing, expected_response: 50 });
  expect([...half.values()].reduce((sum, one) => sum + one)).toBe(556);
  const small = [...strata, { key: 'd', population: 4 }];
  expect(allocate(small, { ...sizing, minimum: 30 }).get('d')).toBe(4);
  expect(allocate(small, { ...sizing, minimum: 90 }).get('b')).toBe(90);
});

it('never draws more than there are, and all that the margin needs', () => {
  const strata = fc
    .array(fc.nat(5000), { minLength: 1, maxLength: 12 })
    .map((sizes) => sizes.map((population, at) => ({ key: String(at), population: population + 1 })));
  fc.assert(
    fc.property(
      strata,
      fc.integer({ min: 3, max: 10 }),
      fc.integer({ min: 5, max: 100 }),
      (given, margin, rate) => {
        const drawn = allocate(given, { margin, expected_response: rate, minimum: 0 });
        for (const { key, population } of given) expect(drawn.get(key)).toBeLessThanOrEqual(population);
        const total = given.reduce((sum, one) => sum + one.population, 0);
        const all = [...drawn.values()].reduce((sum, one) => sum + one, 0);
        expect(all).toBeLessThanOrEqual(total);
        const least = [
          ...allocate([{ key: 'whole', population: total }], {
            margin,
            expected_response: rate,
            minimum: 0,
          }).values(),
        ][0]!;
        expect(all).toBe(least);
      },
    ),
  );
});
