import { expect, it } from 'vitest';
import { turns } from './turns.ts';

it('lets so many work at a time, the others in order, whatever becomes of those before', async () => {
  const inTurn = turns(2);
  const [begun, done]: [number[], Promise<unknown>[]] = [[], []];
  const ends: (() => void)[] = [];
  for (let n = 0; n < 6; n += 1) {
    const one = inTurn(async () => {
      begun.push(n);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (n % 2 === 0) throw new Error('refused');
      return n;
    });
    done.push(one.catch((problem: Error) => problem.message));
  }
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  await settle();
  expect(begun).toEqual([0, 1]);
  for (let n = 0; n < 6; n += 1) {
    ends[n]!();
    await settle();
    expect(begun).toEqual([0, 1, 2, 3, 4, 5].slice(0, n + 3));
  }
  expect(await Promise.all(done)).toEqual(['refused', 1, 'refused', 3, 'refused', 5]);
});
