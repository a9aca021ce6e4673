import { afterAll, beforeAll, expect, it } from 'vitest';
import { aConsole, type Browser } from '../../../test/console.ts';
import { openDataTown, type OpenDataTown } from '../../../test/open-data-town.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { publishOpenData } from '../../actions/open-data/publish-open-data.ts';
import { publicNameOf } from '../../store/public-names.ts';

let open: OpenDataTown;
let console_: Awaited<ReturnType<typeof aConsole>>;
let boss: Browser;
beforeAll(async () => {
  open = await openDataTown();
  console_ = await aConsole(open.town.app);
  // The catalogue is the city's: whoever edits it answers for all of it.
  const { app, city_id, asSystem } = open.town;
  const made = await createUser(
    app,
    { kind: 'system' },
    {
      ...{ city_id, email: 'catalogo@pueblo.example', name: 'Catálogo' },
      grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
    },
  );
  await asSystem((tx) =>
    tx.updateTable('users').set({ must_change_password: false }).where('id', '=', made.user_id).execute(),
  );
  boss = await console_.as(made);
}, 120_000);
afterAll(async () => {
  await console_.server.close();
  await open.town.drop();
});

/** What is published of one petition about a lamp, after the nightly publication. */
async function publishedLamp() {
  const { app, city_id } = open.town;
  await publishOpenData(app, city_id);
  const [id] = [...open.truth].find(([, { service }]) => service === 'luminaria')!;
  const name = publicNameOf(app.keys, id);
  const row = (await open.rows('solicitudes')).find(({ folio_publico }) => folio_publico === name)!;
  const { clase_ubicacion, precision_m, fecha_recepcion, lat_masc } = row;
  return { clase_ubicacion, precision_m, has_day: fecha_recepcion !== '', lat_masc };
}

it('changes with the class of a service what is published of its petitions, and back', async () => {
  const id = open.town.services['luminaria']!;
  const edit = (body: Record<string, unknown>) => boss('edit_service', { params: { id }, body });
  const listed = async () => (await boss('list_services')).body.items.find((one) => one.id === id)!;
  const before = await publishedLamp();
  expect(before).toMatchObject({ clase_ubicacion: 'cerca_de_vivienda', precision_m: '250', has_day: true });

  const { version } = await listed();
  const sensitive = await edit({ version, place_class: 'sensitive' });
  expect(sensitive.body).toMatchObject({ place_class: 'sensitive', version: version + 1 });
  const hidden = { clase_ubicacion: 'sensible', precision_m: '', has_day: false, lat_masc: '' };
  expect(await publishedLamp()).toEqual(hidden);
  await edit({ place_class: 'public_way' });
  expect(await publishedLamp()).toMatchObject({ clase_ubicacion: 'via_publica', precision_m: '50' });

  // Taken back: as it was, the very point too.
  await edit({ version: version + 2, place_class: null });
  expect(await publishedLamp()).toEqual(before);
  expect((await edit({ version, place_class: 'sensitive' })).error.code).toBe('version_conflict');
  const changes = await boss('list_configuration_changes', {
    query: { entity: 'service', entity_code: 'luminaria' },
  });
  expect(changes.body.items.map(({ before: was, after: is }) => [was, is])).toMatchObject([
    [{ place_class: 'public_way' }, { place_class: null }],
    [{ place_class: 'sensitive' }, { place_class: 'public_way' }],
    [{ place_class: null }, { place_class: 'sensitive' }],
  ]);
}, 60_000);

it('knows no other class', async () => {
  const id = open.town.services['luminaria']!;
  const wrong = await boss('edit_service', { params: { id }, body: { place_class: 'anywhere' } as never });
  expect(wrong.error.fields).toHaveProperty('place_class');
});
