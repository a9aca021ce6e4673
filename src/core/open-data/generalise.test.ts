import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generalise, keyOf, steps, type CountedTelltale, type Step } from './generalise.ts';

const cell = (count: number, told: Partial<CountedTelltale> = {}): CountedTelltale => ({
  ...{ neighbourhood: 'Centro', borough: 'centro', service: 'bache', group: 'calles' },
  ...{ place_class: 'public_way', week: '2026-04-27' },
  ...told,
  count,
});

/** What a reader of the file sees of a row, counted. */
function crowds(cells: readonly CountedTelltale[], found: ReadonlyMap<string, Step>): Map<string, number> {
  const seen = new Map<string, number>();
  for (const one of cells) {
    const step = found.get(keyOf(one))!;
    if (step === 'withheld') continue;
    const told = new Set<string>(steps[step]!);
    const names = ['neighbourhood', 'borough', 'service', 'group', 'place_class', 'week'] as const;
    const key = JSON.stringify([
      step,
      ...names.map((name) =>
        told.has(name) || (name === 'group' && told.has('service')) ? one[name] : null,
      ),
    ]);
    seen.set(key, (seen.get(key) ?? 0) + one.count);
  }
  return seen;
}

it('tells a crowd as it is, and a unique case only as part of a larger one', () => {
  const crowd = cell(7);
  const unique = cell(1, { service: 'fuga', group: 'agua', week: '2026-04-20' });
  const others = cell(6, { service: 'drenaje', group: 'agua' });
  const found = generalise([crowd, unique, others]);
  expect(found.get(keyOf(crowd))).toBe(0);
  // Its only company is the other kind of water: what they share is told, and no more.
  expect([found.get(keyOf(unique)), found.get(keyOf(others))]).toEqual([3, 3]);
});

it('takes the smallest neighbour along where subtracting from a total would tell what was left over', () => {
  const [large, small] = [cell(9), cell(5, { neighbourhood: 'Norte' })];
  const rest = cell(2, { neighbourhood: 'Sur' });
  const found = generalise([large, small, rest]);
  // 16 in the borough less 9 leaves 7, never 2.
  expect([found.get(keyOf(large)), found.get(keyOf(small)), found.get(keyOf(rest))]).toEqual([0, 2, 2]);
});

it('lets a private one hide among as many of its own class, as long as the class is told', () => {
  const [listed, hidden] = [cell(9), cell(1, { place_class: 'sensitive', week: null })];
  const found = generalise([listed, hidden]);
  expect([found.get(keyOf(listed)), found.get(keyOf(hidden))]).toEqual([4, 4]);
});

it('withholds a month that has no crowd at all', () => {
  const found = generalise([cell(3), cell(1, { service: 'fuga' })]);
  expect([...found.values()]).toEqual(['withheld', 'withheld']);
});

const anyCell = fc.record({
  neighbourhood: fc.option(fc.constantFrom('A', 'B', 'C'), { nil: null }),
  borough: fc.constantFrom('x', 'y'),
  service: fc.constantFrom('s1', 's2', 's3'),
  place_class: fc.constantFrom('near_home' as const, 'sensitive' as const),
  week: fc.option(fc.constantFrom('2026-04-20', '2026-04-27'), { nil: null }),
  count: fc.integer({ min: 1, max: 9 }),
});

it('never tells anything of fewer than five, whatever the month', () => {
  const groups: Record<string, string> = { s1: 'g1', s2: 'g1', s3: 'g2' };
  fc.assert(
    fc.property(
      fc.uniqueArray(anyCell, {
        maxLength: 40,
        selector: (one) => JSON.stringify({ ...one, count: 0 }),
      }),
      (drawn) => {
        const cells = drawn.map((one) => ({ ...one, group: groups[one.service]! }));
        const found = generalise(cells);
        expect(found.size).toBe(cells.length);
        for (const size of crowds(cells, found).values()) expect(size).toBeGreaterThanOrEqual(5);
        const all = cells.reduce((sum, { count }) => sum + count, 0);
        const withheld = cells.filter((one) => found.get(keyOf(one)) === 'withheld');
        // Rows are lost only where there is no crowd in the whole month.
        expect(withheld.length).toBe(all < 5 ? cells.length : 0);
      },
    ),
    { numRuns: 500 },
  );
});
