import { expect, it } from 'vitest';
import { afterKey, asFractions, moved, onPhoto, sized, spanned } from './areas.ts';

const area = { x: 10, y: 20, width: 30, height: 40 };

it('draws from any corner to the other, cut off at the edge', () => {
  expect(spanned({ x: 40, y: 60 }, { x: 10, y: 20 })).toEqual(area);
  expect(spanned({ x: 90, y: 50 }, { x: 130, y: -10 })).toEqual({ x: 90, y: 0, width: 10, height: 50 });
});

it('moves without changing the size, and grows without moving', () => {
  expect(moved(area, { x: 95, y: -50 })).toEqual({ ...area, x: 70, y: 0 });
  expect(sized(area, { x: 95, y: -50 })).toEqual({ ...area, width: 90, height: 1 });
});

it('keeps what is typed on the photo', () => {
  expect(onPhoto({ x: 99, y: -3, width: 250, height: 0 })).toEqual({ x: 0, y: 0, width: 100, height: 1 });
});

it.each([
  ['ArrowRight', false, { ...area, x: 11 }],
  ['ArrowUp', false, { ...area, y: 19 }],
  ['ArrowDown', true, { ...area, height: 41 }],
  ['Enter', false, null],
])('key %s with Shift %s', (key, shiftKey, after) => {
  expect(afterKey(area, { key, shiftKey })).toEqual(after);
});

it('is sent as fractions', () => {
  expect(asFractions(area)).toEqual({ x: 0.1, y: 0.2, width: 0.3, height: 0.4 });
});
