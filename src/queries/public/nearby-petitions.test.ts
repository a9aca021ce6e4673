import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aTown, type Town } from '../../../test/town.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { nearbyPetitions } from './nearby-petitions.ts';
import { placeForPublic } from './published-place.ts';

let town: Town;
let city: CityConfiguration;
const home = { latitude: 19.3574, longitude: -99.0671 };
const metre = 1 / 111_320;
const service = () => town.services['luminaria']!;
let petition_id: string;

beforeAll(async () => {
  town = await aTown();
  petition_id = (await aPetition(town)).petition_id;
  await town.asSystem((tx) => tx.updateTable('petitions').set(home).where('id', '=', petition_id).execute());
  city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
}, 60_000);
afterAll(() => town.drop());

const from = (north: number, east: number) => ({
  latitude: home.latitude + north * metre,
  longitude: home.longitude + (east * metre) / Math.cos((home.latitude * Math.PI) / 180),
});
const near = (point: { latitude: number; longitude: number }) =>
  nearbyPetitions(town.app, { ...point, city, service_id: service(), today: '2026-04-29' });

it('tells how far the published place is, from wherever it is asked, so that the true one cannot be measured', async () => {
  const row = { id: petition_id, service_id: service(), visibility: 'masked', ...home };
  const shown = placeForPublic(town.app.keys, city, row)!;
  let differs = 0;
  for (const [north, east] of [
    [0, 0],
    [120, 40],
    [-90, 110],
    [30, -150],
  ] as const) {
    const point = from(north, east);
    const [found] = await near(point);
    const away = Math.hypot(
      (shown.latitude - point.latitude) / metre,
      ((shown.longitude - point.longitude) / metre) * Math.cos((home.latitude * Math.PI) / 180),
    );
    expect(found?.metres).toBe(Math.max(50, Math.ceil(away / 50) * 50));
    if (found?.metres !== Math.max(50, Math.ceil(Math.hypot(north, east) / 50) * 50)) differs += 1;
  }
  expect(differs).toBeGreaterThan(0);
});

it('finds whoever stands where the true place is, and nobody a kilometre away', async () => {
  expect(await near(home)).toHaveLength(1);
  expect(await near(from(1000, 0))).toEqual([]);
});
