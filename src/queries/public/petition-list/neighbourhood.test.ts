import { afterAll, beforeAll, expect, it } from 'vitest';
import { oneCity, type OneCity } from '../../../../test/one-city.ts';
import { cityConfiguration } from '../../../store/city-configuration.ts';
import { inTransaction } from '../../../store/database.ts';
import { petitionList } from './petition-list.ts';

let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

it('finds a neighbourhood that the city lists, however it was written, and nothing else that was typed', async () => {
  const known = (await inTransaction(city.app.database, { kind: 'system' }, (tx) =>
    cityConfiguration(tx, city.city_id),
  ))!;
  const one = [...known.zones.values()].find(({ name }) => name === 'Pueblo Santa Barbara')!;
  const at = (zone_code: string, neighbourhood: string) =>
    city.file({ place: { address_text: 'Calle Ermita 12', zone_code, neighbourhood } });
  const borough = one.parent_code!;
  const other = [...known.zones.values()].find(
    ({ level, code }) => level === 'borough' && code !== borough,
  )!.code;
  const [mine, loud] = [await at(borough, one.name), await at(borough, 'PUEBLO SANTA BÁRBARA')];
  await at(borough, 'Enfrente de la casa de Rosa');
  await at(other, one.name);
  const { petitions } = await petitionList(city.app, known, { filter: { zone: one.code }, limit: 10 });
  expect(petitions.map(({ folio }) => folio).sort()).toEqual([mine.folio, loud.folio].sort());
  for (const { address } of petitions) expect(address).toContain(one.name);
});
