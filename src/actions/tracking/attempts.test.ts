import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { Refused } from '../refused.ts';
import { openWithKey } from './open-with-key.ts';
import { recoverAccess } from './recover-access.ts';

let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

/** How many of them were let through, all at once. */
async function letThrough(attempts: readonly Promise<unknown>[]): Promise<number> {
  const settled = await Promise.allSettled(attempts);
  const refused = settled.filter((one) => one.status === 'rejected').map(({ reason }) => reason as unknown);
  for (const reason of refused) expect((reason as Refused).code).toBe('too_many_attempts');
  return settled.length - refused.length;
}

it('lets ten guesses of a key through of many at once, and three messages of recovery', async () => {
  const { folio } = await city.file();
  const asked = { city_id: city.city_id, address: '192.0.2.1' };
  const nobody = { kind: 'public' } as const;
  const guess = (_: unknown, n: number) => openWithKey(city.app, nobody, { ...asked, folio, key: `no-${n}` });
  expect(await letThrough(Array.from({ length: 24 }, guess))).toBe(10);
  const recover = () => recoverAccess(city.app, nobody, { ...asked, email: 'rosa@example.mx' });
  expect(await letThrough(Array.from({ length: 12 }, recover))).toBe(3);
});
