import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { searchServices } from './search-services.ts';

let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

const first = async (words: string) =>
  (await searchServices(city.app.database, city.city_id, { words }))[0]?.code;

it.each([
  ['no hay luz en mi calle', 'alumbrado'],
  ['No hay lúz en mi CALLE', 'alumbrado'],
  ['bache', 'bacheo'],
  ['vache', 'bacheo'],
  ['hay un hoyo en el pavimento', 'bacheo'],
  ['se robaron la tapa de la coladera', 'coladera'],
  ['coladera avierta', 'coladera'],
  ['no cae agua', 'falta-de-agua'],
])('finds what «%s» is about', async (words, code) => {
  expect(await first(words)).toBe(code);
});

it('finds nothing rather than something that is not meant', async () => {
  expect(await searchServices(city.app.database, city.city_id, { words: 'xyzzy plugh' })).toEqual([]);
  expect(await searchServices(city.app.database, city.city_id, { words: '   ' })).toEqual([]);
});

it('takes quotes, operators and very long texts as words', async () => {
  expect(await first(`bache' & !! | <-> :* "`)).toBe('bacheo');
  await expect(first('bache '.repeat(5000))).resolves.toBe('bacheo');
});
