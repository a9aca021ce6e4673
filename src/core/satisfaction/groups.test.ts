import { expect, it } from 'vitest';
import { peopleFigures, type GroupCount } from './groups.ts';

const count = (dimension: 'gender' | 'disability', value: string, n: number): GroupCount => ({
  ...{ dimension, value, n, satisfied: Math.floor(n / 2), solved: n },
});

it('tells groups of ten and more, and hides with a small one the next in size', () => {
  const told = peopleFigures([
    count('gender', 'woman', 40),
    count('gender', 'man', 20),
    count('gender', 'other', 3),
    count('disability', 'yes', 10),
    count('disability', 'no', 50),
  ]);
  expect(told.filter((one) => one.told === null).map(({ value }) => value)).toEqual(['man', 'other']);
  expect(told.find(({ value }) => value === 'woman')?.told).toMatchObject({
    ...{ n: 40, satisfaction: { percent: 50 }, solved: { percent: 100 } },
  });
});

it('hides no more where two are hidden already', () => {
  const told = peopleFigures([
    ...[count('gender', 'woman', 40), count('gender', 'man', 9), count('gender', 'other', 3)],
  ]);
  expect(told.map((one) => one.told === null)).toEqual([false, true, true]);
});
