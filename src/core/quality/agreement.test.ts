import { expect, it } from 'vitest';
import { agreementOf } from './agreement.ts';

const times = (n: number, words: readonly string[]) => Array.from({ length: n }, () => words);

it('tells the kappa of Cohen of two judges', () => {
  // Fifty proposals: both said yes of twenty, no of fifteen; they differ on five and ten.
  const said = [
    ...times(20, ['yes', 'yes']),
    ...times(5, ['yes', 'no']),
    ...times(10, ['no', 'yes']),
    ...times(15, ['no', 'no']),
  ];
  const { n, share, kappa } = agreementOf(said);
  expect(n).toBe(50);
  expect(share).toBeCloseTo(0.7, 10);
  expect(kappa).toBeCloseTo(0.4, 10);
});

it('tells the kappa of Fleiss of more', () => {
  // Ten things judged by fourteen in five groups: the table that goes with the formula everywhere (kappa 0.210).
  const table = [
    ...[
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
    ],
    ...[
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ],
  ];
  const said = table.map((counts) => counts.flatMap((count, group) => times(count, [String(group)]).flat()));
  const { share, kappa } = agreementOf(said);
  expect(share).toBeCloseTo(0.378, 3);
  expect(kappa).toBeCloseTo(0.21, 3);
});

it('claims nothing where chance says it all', () => {
  expect(agreementOf(times(4, ['yes', 'yes']))).toEqual({ n: 4, share: 1, kappa: null });
  expect(agreementOf([['yes', 'no']])).toEqual({ n: 1, share: 0, kappa: null });
  expect(agreementOf([])).toEqual({ n: 0, share: null, kappa: null });
  // Each says the contrary of the other: worse than chance.
  expect(agreementOf([...times(2, ['yes', 'no']), ...times(2, ['no', 'yes'])]).kappa).toBeCloseTo(-1, 10);
  expect(() => agreementOf([['yes', 'no'], ['yes']])).toThrow(RangeError);
});
