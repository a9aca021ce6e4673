import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { everydayWords } from '../../../test/everyday-words.ts';
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

const phrases = Object.entries(everydayWords).flatMap(([code, all]) => all.map((words) => [words, code]));

it.each(phrases)('shows for «%s» what it is about among the first three', async (words, code) => {
  const found = await searchServices(city.app.database, city.city_id, { words: words! });
  expect(found.slice(0, 3).map((one) => one.code)).toContain(code);
});

it('reads past how people begin to ask', async () => {
  expect(await first('Buenos días, quisiera reportar un bache por favor')).toBe('bacheo');
});

it('finds nothing rather than something that is not meant', async () => {
  expect(await searchServices(city.app.database, city.city_id, { words: 'xyzzy plugh' })).toEqual([]);
  expect(await searchServices(city.app.database, city.city_id, { words: '   ' })).toEqual([]);
});

it('takes quotes, operators, a NUL byte and very long texts as words', async () => {
  expect(await first(`bache' & !! | <-> :* "`)).toBe('bacheo');
  expect(await first('ba\0che')).toBe('bacheo');
  await expect(first('bache '.repeat(5000))).resolves.toBe('bacheo');
});
