import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hiddenCells } from './hidden-cells.ts';

const oneLine = (...counts: number[]) => [...hiddenCells(counts.map((count) => ({ count, lines: ['all'] })))];

it('hides one to four, and the next smallest where the sum would tell them', () => {
  expect(oneLine(9, 8, 7)).toEqual([]);
  expect(oneLine(9, 3, 7)).toEqual([1, 2]);
  // Two that come to less than five are told by what the others leave.
  expect(oneLine(9, 1, 2, 7)).toEqual([1, 2, 3]);
  expect(oneLine(0, 9, 0)).toEqual([]);
  expect(oneLine(3)).toEqual([0]);
});

const table = fc.array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 4 }), {
  minLength: 2,
  maxLength: 5,
});

it('leaves no sum of a table of two that gives one of the hidden numbers away', () => {
  fc.assert(
    fc.property(table, (rows) => {
      const cells = rows.flatMap((row, r) =>
        row.map((count, c) => ({ count, lines: [`row ${r}`, `column ${c}`] })),
      );
      const hidden = hiddenCells(cells);
      for (const [index, { count }] of cells.entries())
        if (count > 0 && count < 5) expect(hidden.has(index)).toBe(true);
      for (const line of new Set(cells.flatMap(({ lines }) => lines))) {
        const parts = cells.flatMap((cell, index) =>
          cell.lines.includes(line) && cell.count > 0 ? [{ ...cell, isHidden: hidden.has(index) }] : [],
        );
        const own = parts.filter(({ isHidden }) => isHidden);
        if (own.length === 0 || own.length === parts.length) continue;
        const sum = own.reduce((all, { count }) => all + count, 0);
        expect([own.length >= 2, sum >= 5]).toEqual([true, true]);
      }
    }),
  );
});
