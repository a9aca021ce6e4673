import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { assignPerson } from '../../actions/petitions/assign-person.ts';
import { transferUnit } from '../../actions/petitions/transfer-unit.ts';
import { permissions } from '../../core/access/permissions.ts';
import { newId } from '../../store/ids.ts';

// A role that a city added and that allows everything, given at one unit: everything it may do ends at that unit.

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let chief: Browser;
let chief_id: string;
let own: string;
let other: string;
let izp: string;
let colleague: string;
let stranger: string;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  [own, other] = [town.units['iztapalapa/alumbrado']!, town.units['iztapalapa/obras']!];
  izp = town.authorities['iztapalapa']!;
  const role = { id: newId(), city_id: town.city_id, code: 'everything', name: 'Jefatura plena' };
  await town.asSystem((tx) =>
    tx
      .insertInto('roles')
      .values({ ...role, permissions: [...permissions] })
      .execute(),
  );
  chief_id = await aUser('jefatura', 'everything', own);
  colleague = await aUser('colega', 'clerk', own);
  stranger = await aUser('ajena', 'clerk', other);
  chief = await console_.as({ user_id: chief_id });
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

async function aUser(name: string, role_code: string, unit_id: string | null): Promise<string> {
  const made = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email: `${name}@unidad.example`, name, must_change_password: false },
      ...{ password: 'cuatro palabras sueltas aquí', grants: [{ role_code, authority_id: izp, unit_id }] },
    },
  );
  return made.user_id;
}

it('lists the roles of the city with what each allows, and which of them can be given', async () => {
  const { items } = (await chief('list_roles')).body;
  expect(items.find(({ code }) => code === 'everything')).toMatchObject({
    ...{ name: 'Jefatura plena', built_in: false },
    permissions: [...permissions],
  });
  const clerk = items.find(({ code }) => code === 'clerk');
  expect(clerk).toMatchObject({ built_in: true, may_grant: true });
  expect(clerk!.permissions).toContain('petition.reply');
});

it('manages the people of the unit and nobody else', async () => {
  const shown = (await chief('list_users')).body.items.map(({ id }) => id);
  expect(shown).toEqual(expect.arrayContaining([chief_id, colleague]));
  expect(shown).not.toContain(stranger);
  const edit = (id: string) => chief('edit_user', { params: { id }, body: { job_title: 'Enlace' } });
  expect((await edit(colleague)).status).toBe(200);
  for (const ask of ['get_user', 'send_password_link', 'reset_second_factor'] as const) {
    expect([ask, (await chief(ask, { params: { id: stranger } })).status]).toEqual([ask, 404]);
  }
  expect((await edit(stranger)).status).toBe(404);
  const grant = (unit_id: string | null, authority_id: string | null = izp) =>
    chief('add_grant', { params: { id: colleague }, body: { role_code: 'agent', authority_id, unit_id } });
  expect((await grant(own)).status).toBe(200);
  for (const wider of [await grant(other), await grant(null), await grant(null, null)]) {
    expect(wider.error.code).toBe('forbidden');
  }
  const born = (unit_id: string | null) =>
    chief('create_user', {
      body: {
        ...{ email: `nace-${unit_id ?? 'toda'}@unidad.example`, name: 'Nace' },
        grants: [{ role_code: 'clerk', authority_id: izp, unit_id }],
      },
    });
  expect([(await born(other)).error.code, (await born(null)).error.code]).toEqual(['forbidden', 'forbidden']);
  expect((await born(own)).status).toBe(200);
  // Not even by way of somebody who also works elsewhere.
  const both = await aUser('ambas', 'clerk', own);
  await town.asSystem((tx) =>
    tx
      .insertInto('role_grants')
      .values({
        ...{ id: newId(), user_id: both, city_id: town.city_id, role_code: 'clerk', authority_id: izp },
        ...{ unit_id: other, granted_at: town.app.now() },
      })
      .execute(),
  );
  expect((await chief('send_password_link', { params: { id: both } })).status).toBe(404);
});

it('changes no unit, calendar, rule, service, term, text or template: they are wider than the unit', async () => {
  const calendar = await town.asSystem((tx) =>
    tx.selectFrom('authorities').select('calendar_id').where('id', '=', izp).executeTakeFirstOrThrow(),
  );
  const day = { day: '2026-06-01', kind: 'closure', name: 'Cierre', source: 'Acuerdo' } as const;
  const days = { params: { id: calendar.calendar_id! }, body: day };
  const service = { params: { id: town.services['bache']! }, body: { version: 1, name: 'Otro' } };
  const template = { code: 'mia', name: 'Mía', body: 'Hola', authority_id: izp };
  const refused = [
    await chief('edit_unit', { params: { id: own }, body: { name: 'Otro nombre' } }),
    await chief('edit_unit', { params: { id: other }, body: { name: 'Otro nombre' } }),
    await chief('create_unit', {
      body: { authority_id: izp, code: 'nueva', name: 'Nueva', responsible_name: 'Yo', parent_id: own },
    }),
    await chief('declare_calendar_days', days),
    await chief('preview_calendar_days', days),
    await chief('edit_service', service),
    await chief('create_template', { body: template }),
    await chief('save_text', { params: { code: 'means_of_appeal' }, body: { body: 'Nada', title: 'Nada' } }),
    await chief('send_kept', { body: {} }),
  ];
  expect(refused.map(({ error }) => error.code)).toEqual(refused.map(() => 'forbidden'));
});

it('works on and hands over the petitions of the unit alone', async () => {
  const [mine, theirs] = [await aPetition(town), await aPetition(town)];
  const { petition_id } = theirs;
  const marta = town.staff['marta']!;
  const elsewhere = await aPetition(town, { place: { zone_code: 'coyoacan' } });
  await transferUnit(town.app, marta, { petition_id, unit_id: other, reason: 'Es de obras' });
  const ids = (await chief('list_petitions', { query: { limit: 200 } })).body.items.map(({ id }) => id);
  expect(ids).toContain(mine.petition_id);
  expect(ids).not.toContain(elsewhere.petition_id);
  // The unit had it: it still reads what it did, and can do nothing more to it.
  const note = (id: string) =>
    chief('act', { params: { id, action: 'set_priority' }, body: { priority: 1, reason: 'Urge' } as never });
  expect((await note(mine.petition_id)).status).toBe(200);
  expect(['forbidden', 'not_found']).toContain((await note(petition_id)).error.code);
  expect((await note(elsewhere.petition_id)).error.code).toBe('not_found');
  await assignPerson(town.app, marta, { petition_id, user_id: town.staff['omar']!.user_id });
  const handed = await chief('reassign_work', {
    params: { id: town.staff['omar']!.user_id },
    body: { to_user_id: stranger },
  });
  expect(handed.body).toEqual({ moved: 0, left: [] });
});
