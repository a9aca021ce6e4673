import { expect, test } from 'vitest';
import { selfCrossingOf } from './crossing-edges.ts';
import type { Ring } from './zone-geometry.ts';

test('a bow tie crosses itself; a square, and two squares that touch in a corner, do not', () => {
  const bowTie: Ring = [
    [0, 0],
    [2, 2],
    [2, 0],
    [0, 2],
    [0, 0],
  ];
  const square: Ring = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
    [0, 0],
  ];
  const touching: Ring = [
    [0, 0],
    [1, 1],
    [2, 1],
    [2, 2],
    [1, 2],
    [1, 1],
    [0, 1],
    [0, 0],
  ];
  expect(selfCrossingOf(bowTie)).not.toBeNull();
  expect(selfCrossingOf(square)).toBeNull();
  expect(selfCrossingOf(touching)).toBeNull();
});

test('finds the one crossing in a ring of thousands of corners', () => {
  const circle = Array.from({ length: 5000 }, (_, at): [number, number] => {
    const angle = (at / 5000) * 2 * Math.PI;
    return [Math.cos(angle), Math.sin(angle)];
  });
  expect(selfCrossingOf([...circle, circle[0]!])).toBeNull();
  [circle[2000], circle[2001]] = [circle[2001]!, circle[2000]!];
  expect(selfCrossingOf([...circle, circle[0]!])).not.toBeNull();
});
