import { expect, it } from 'vitest';
import { nextPlace } from './use-place.ts';

it.each([
  ['from nowhere to the first', { index: -1, gone: true }, 1, 0],
  ['down', { index: 3, gone: false }, 1, 4],
  ['up', { index: 3, gone: false }, -1, 2],
  ['not beyond the end', { index: 9, gone: false }, 1, 9],
  ['to the row that took the place of the one that is gone', { index: 3, gone: true }, 1, 3],
  ['to the row above the one that is gone', { index: 3, gone: true }, -1, 2],
] as const)('goes %s', (...[, place, step, expected]) => {
  expect(nextPlace(place, step, 10)).toBe(expected);
});
