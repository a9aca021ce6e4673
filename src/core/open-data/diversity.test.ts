import { expect, test } from 'vitest';
import { noDiversity, withCrowds } from './diversity.ts';

test('counts crowds with an outcome, how many are all alike, and the fewest outcomes in one', () => {
  const april = withCrowds(
    noDiversity,
    new Map([
      ['waits', new Set([null])],
      ['mixed', new Set([null, 'resuelta', 'negada'])],
      ['some', new Set([null, 'resuelta'])],
    ]),
  );
  expect(april).toEqual({ crowds: 2, least: 2, alike: 0 });
  // One of which all were refused: l is 1, and it is said.
  expect(withCrowds(april, new Map([['refused', new Set(['negada'])]]))).toEqual({
    ...{ crowds: 3, least: 1, alike: 1 },
  });
  expect(withCrowds(april, new Map([['waits', new Set([null])]]))).toEqual(april);
});
