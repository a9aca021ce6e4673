import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { InboxOrder, PetitionRow } from '../api.generated.ts';
import { compareRows, patchPages } from './patch-lists.ts';

const orders: readonly InboxOrder[] = ['due', 'received', 'updated'];
const instant = fc
  .integer({ min: 1, max: 28 })
  .map((day) => `2026-05-${String(day).padStart(2, '0')}T18:00:00Z`);
const petition = fc
  .record({
    id: fc.uuid(),
    version: fc.constant(1),
    received_at: instant,
    updated_at: instant,
    due_at: fc.option(instant),
    left: fc.option(fc.constant({}), { freq: 5 }),
  })
  .map((row) => row as unknown as PetitionRow);
const list = fc.uniqueArray(petition, { selector: ({ id }) => id, minLength: 1, maxLength: 30 });

const ordered = (rows: readonly PetitionRow[], order: InboxOrder) =>
  rows.toSorted((one, other) => compareRows(order, one, other));

/** The first `count` rows as two pages of an ordered list. */
function pagesOf(rows: readonly PetitionRow[], count: number) {
  const half = Math.ceil(count / 2);
  const more = count < rows.length ? 'more' : null;
  return {
    pages: [
      { items: rows.slice(0, half), next_cursor: 'half' as string | null },
      { items: rows.slice(half, count), next_cursor: more as string | null },
    ],
  };
}
const rowsOf = (data: ReturnType<typeof pagesOf>) => data.pages.flatMap(({ items }) => items);

it('leaves the list as a reading of all of it would, as far as it was read', () => {
  const cases = fc.record({
    before: list,
    changed: list,
    gone: fc.nat(),
    order: fc.constantFrom(...orders),
    read: fc.nat(),
  });
  fc.assert(
    fc.property(cases, ({ before, changed, gone, order, read }) => {
      const start = ordered(before, order);
      const count = 1 + (read % start.length);
      const lost = start.filter((_, index) => (gone >> (index % 20)) % 2 === 1).map(({ id }) => id);
      const came = changed.filter(({ id }) => !lost.includes(id));
      const ids = new Set([...lost, ...came.map(({ id }) => id)]);
      const after = rowsOf(patchPages(pagesOf(start, count), { ids, rows: came, order }));
      const whole = ordered([...start.filter(({ id }) => !ids.has(id)), ...came], order);
      const end = start[count - 1]!;
      const read_to = whole.filter((row) => count === start.length || compareRows(order, row, end) <= 0);
      expect(after.map(({ id }) => id)).toEqual(read_to.map(({ id }) => id));
      // Nothing that did not change is drawn anew.
      for (const row of after) if (!ids.has(row.id)) expect(start).toContain(row);
    }),
    { numRuns: 200 },
  );
});

it('keeps the newer of two readings that crossed', () => {
  const row = { id: 'a', version: 3, due_at: null, left: null } as PetitionRow;
  const data = pagesOf([row], 1);
  const patched = patchPages(data, { ids: new Set(['a']), rows: [{ ...row, version: 2 }], order: 'due' });
  expect(rowsOf(patched)).toEqual([row]);
});
