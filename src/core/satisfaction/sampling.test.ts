import { expect, it } from 'vitest';
import { netOfSeven, sampleSize, wilson } from './sampling.ts';

const told = (hits: number, n: number) => {
  const { low, high } = wilson(hits, n);
  return [100 * low, 100 * high].map((value) => value.toFixed(1));
};

it('gives the intervals of Wilson (check K1)', () => {
  expect(told(340, 400)).toEqual(['81.2', '88.2']);
  expect(told(8, 10)).toEqual(['49.0', '94.3']);
  expect(told(0, 10)[0]).toBe('0.0');
  expect(told(10, 10)[1]).toBe('100.0');
});

it('refuses a share of nothing', () => {
  expect(() => wilson(0, 0)).toThrow(RangeError);
  expect(() => wilson(3, 2)).toThrow(RangeError);
});

it('gives the sizes of the table (check K2)', () => {
  const sizes = [100, 500, 1000, 6500, 100_000, Infinity].map((population) => sampleSize(population));
  expect(sizes).toEqual([80, 218, 278, 363, 383, 385]);
  expect(sampleSize(0)).toBe(0);
  expect(sampleSize(1)).toBe(1);
});

it('gives the net of a scale of seven as Chile does (check K7)', () => {
  expect(netOfSeven([50, 50, 25, 25, 250, 300, 300])).toBe(45);
  expect(netOfSeven([0, 0, 0, 0, 0, 0, 0])).toBeNull();
});
