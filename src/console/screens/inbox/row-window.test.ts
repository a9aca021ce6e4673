import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fewRows, segmentsOf } from './row-window.ts';

const heights = (count: number) => Array.from({ length: count }, (_, index) => 40 + (index % 5) * 10);

it('draws a short list whole', () => {
  const segments = segmentsOf({ heights: heights(fewRows), from: 0, to: 700, pinned: -1 });
  expect(segments.map(({ kind }) => kind)).toEqual(Array.from({ length: fewRows }, () => 'row'));
});

it('draws of a long list what is near, and the row that has the keyboard with its neighbours', () => {
  const segments = segmentsOf({ heights: heights(2000), from: 60_000, to: 60_800, pinned: 3 });
  const rows = segments.flatMap((one) => (one.kind === 'row' ? [one.index] : []));
  expect(rows.slice(0, 3)).toEqual([2, 3, 4]);
  expect(rows.length).toBeLessThan(70);
  expect(segments[0]).toEqual({ kind: 'gap', first: 0, height: 90 });
});

it('is always as high as the list, names each row at most once, in order, and shows all that is in sight', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 20, max: 120 }), { minLength: fewRows + 1, maxLength: 600 }),
      fc.nat(40_000),
      fc.integer({ min: -1, max: 599 }),
      (all, from, pinned) => {
        const to = from + 800;
        const segments = segmentsOf({ heights: all, from, to, pinned: pinned < all.length ? pinned : -1 });
        const total = segments.reduce(
          (sum, one) => sum + (one.kind === 'gap' ? one.height : all[one.index]!),
          0,
        );
        expect(total).toBe(all.reduce((sum, height) => sum + height, 0));
        const rows = segments.flatMap((one) => (one.kind === 'row' ? [one.index] : []));
        expect(rows).toEqual([...new Set(rows)].sort((one, other) => one - other));
        let top = 0;
        all.forEach((height, index) => {
          if (top + height > from && top < to) expect(rows).toContain(index);
          top += height;
        });
      },
    ),
    { numRuns: 60 },
  );
});
