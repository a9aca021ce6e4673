import { afterAll, beforeAll, expect, it } from 'vitest';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { exportPack } from '../../actions/packs/export-pack.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { createUser } from '../../actions/identity/create-user.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let boss: Browser;
beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  const made = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email: 'catalogo@pueblo.example', name: 'Catálogo' },
      grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
    },
  );
  await town.asSystem((tx) =>
    tx.updateTable('users').set({ must_change_password: false }).where('id', '=', made.user_id).execute(),
  );
  boss = await console_.as(made);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

it('says in the catalogue, in its history and in the pack that a service is about works, and takes it back', async () => {
  const id = town.services['bache']!;
  const listed = async () => (await boss('list_services')).body.items.find((one) => one.id === id)!;
  const before = await listed();
  expect(before.asks_if_it_lasts).toBe(false);
  const said = await boss('edit_service', {
    params: { id },
    body: { version: before.version, asks_if_it_lasts: true },
  });
  expect(said.body).toMatchObject({ asks_if_it_lasts: true, place_class: before.place_class });
  const pack = await town.asSystem(async (tx) => {
    const city = await cityConfiguration(tx, town.city_id);
    return exportPack(tx, city!.city.code);
  });
  const works = pack!.services.filter(({ asks_if_it_lasts }) => asks_if_it_lasts).map(({ code }) => code);
  expect(works).toEqual(['bache']);

  // Taken back with everything as it was.
  const { id: _id, code: _code, position: _position, version: _version, ...body } = before;
  await boss('edit_service', { params: { id }, body: { ...body, version: before.version + 1 } });
  expect((await listed()).asks_if_it_lasts).toBe(false);
  const changes = await boss('list_configuration_changes', {
    query: { entity: 'service', entity_code: 'bache' },
  });
  expect(changes.body.items.map(({ before: was, after: is }) => [was, is])).toMatchObject([
    [{ asks_if_it_lasts: true }, { asks_if_it_lasts: false }],
    [{ asks_if_it_lasts: false }, { asks_if_it_lasts: true }],
  ]);
});
