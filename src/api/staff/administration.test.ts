import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { createUser } from '../../actions/identity/create-user.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let boss: Browser;
let boss_id: string;
let izp: Browser;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  const made = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email: 'jefa@pueblo.example', name: 'Jefa' },
      grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
    },
  );
  boss_id = made.user_id;
  await town.asSystem((tx) =>
    tx.updateTable('users').set({ must_change_password: false }).where('id', '=', boss_id).execute(),
  );
  boss = await console_.as(made);
  izp = await console_.as(town.staff['administrator.iztapalapa']!);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

const place = (role_code: string, authority: string | null, unit: string | null = null) => ({
  role_code,
  authority_id: authority === null ? null : town.authorities[authority]!,
  unit_id: unit === null ? null : town.units[unit]!,
});

it('makes a user who sets their password by the link, and gives no role beyond one’s own place', async () => {
  const body = {
    email: 'Nuevo@pueblo.example',
    name: 'Nuevo',
    grants: [place('clerk', 'iztapalapa', 'iztapalapa/obras')],
  };
  const made = await izp('create_user', { body });
  expect(made.status).toBe(200);
  expect(made.body.url).toContain('#');
  expect((await izp('create_user', { body })).error.fields).toMatchObject({ email: { code: 'code_taken' } });
  const add = (grant: Record<string, unknown>) =>
    izp('add_grant', { params: { id: made.body.user_id }, body: grant });
  expect((await add(place('clerk', 'coyoacan'))).error.code).toBe('forbidden');
  expect((await add(place('clerk', null))).error.code).toBe('forbidden');
  expect((await add(place('reserved_identity_reader', 'iztapalapa'))).error.code).toBe('cannot_grant_unheld');
  expect((await add(place('nobody', 'iztapalapa'))).status).toBe(422);
  expect((await add(place('clerk', 'iztapalapa', 'coyoacan/alumbrado'))).status).toBe(422);
  const user = await add(place('unit_head', 'iztapalapa', 'iztapalapa/obras'));
  expect(user.body.grants.map(({ role_code }) => role_code)).toEqual(['clerk', 'unit_head']);
  const history = await boss('list_configuration_changes', { query: { entity: 'grant' } });
  expect(history.body.items[0]).toMatchObject({
    entity_code: 'nuevo@pueblo.example',
    changed_by: { name: 'administrator de iztapalapa' },
  });
});

it('does not let an administrator raise themselves, nor take over an account above theirs', async () => {
  const own = town.staff['administrator.iztapalapa']!.user_id;
  expect(
    (await izp('add_grant', { params: { id: own }, body: place('clerk', 'iztapalapa') })).error.code,
  ).toBe('cannot_grant_unheld');
  for (const name of ['send_password_link', 'reset_second_factor'] as const) {
    expect((await izp(name, { params: { id: boss_id } })).status).toBe(404);
  }
  expect((await izp('edit_user', { params: { id: boss_id }, body: { is_active: false } })).status).toBe(404);
  const reader = town.staff['reserved_identity_reader.iztapalapa']!.user_id;
  expect((await izp('send_password_link', { params: { id: reader } })).error.code).toBe(
    'cannot_grant_unheld',
  );
  expect((await izp('get_user', { params: { id: town.staff['carla']!.user_id } })).status).toBe(404);
});

it('never leaves the city without an administrator', async () => {
  const { body } = await boss('get_user', { params: { id: boss_id } });
  const grant_id = body.grants[0]!.id;
  const last = await boss('revoke_grant', { params: { id: boss_id, grant_id } });
  expect([last.status, last.error.code]).toEqual([409, 'last_administrator']);
  expect((await boss('edit_user', { params: { id: boss_id }, body: { is_active: false } })).error.code).toBe(
    'last_administrator',
  );
  expect((await boss('get_session')).status).toBe(200);
});

it('ends the sessions of who is switched off, and hands their work over', async () => {
  const berta = await console_.as(town.staff['berta']!);
  const petition = await aPetition(town, { stage: 'in_work' });
  await berta('act', { params: { id: petition.petition_id, action: 'take' }, body: {} });
  const berta_id = town.staff['berta']!.user_id;
  expect((await izp('get_user', { params: { id: berta_id } })).body.open_petitions).toBe(1);
  const moved = await izp('reassign_work', {
    params: { id: berta_id },
    body: { to_user_id: town.staff['julian']!.user_id },
  });
  expect(moved.body).toEqual({ moved: 1, left: [] });
  expect(
    (await izp('edit_user', { params: { id: berta_id }, body: { is_active: false } })).body.is_active,
  ).toBe(false);
  expect((await berta('get_session')).status).toBe(401);
});

it('shows the work of who is away to who stands in', async () => {
  const julian = await console_.as(town.staff['julian']!);
  const marta = await console_.as(town.staff['marta']!);
  const mine = async () => (await marta('list_petitions', { query: { tab: 'mine' } })).body.items.length;
  expect(await mine()).toBe(0);
  const absence = {
    away_from: '2026-04-29',
    away_until: '2026-05-10',
    delegate_id: town.staff['marta']!.user_id,
  };
  expect((await julian('set_own_absence', { body: absence })).body.me!.user.delegate_id).toBe(
    absence.delegate_id,
  );
  expect(await mine()).toBe(1);
  await julian('set_own_absence', { body: { away_from: null, away_until: null, delegate_id: null } });
  expect(await mine()).toBe(0);
});

it('keeps a unit that is needed, and a tree a tree', async () => {
  const unit_id = town.units['iztapalapa/alumbrado']!;
  expect((await izp('edit_unit', { params: { id: unit_id }, body: { is_active: false } })).error.code).toBe(
    'in_use',
  );
  expect((await izp('edit_unit', { params: { id: unit_id }, body: { parent_id: unit_id } })).status).toBe(
    422,
  );
  const body = {
    code: 'semaforos',
    authority_id: town.authorities['iztapalapa']!,
    name: 'Semáforos',
    responsible_name: 'Ana',
  };
  const made = await izp('create_unit', { body: { ...body, parent_id: unit_id } });
  expect(made.body).toMatchObject({ name: 'Semáforos', parent_id: unit_id, open_petitions: 0 });
  expect(
    (await izp('edit_unit', { params: { id: unit_id }, body: { parent_id: made.body.id } })).status,
  ).toBe(422);
  expect((await izp('create_unit', { body })).error.fields).toMatchObject({ code: { code: 'code_taken' } });
  const off = await izp('edit_unit', { params: { id: made.body.id }, body: { is_active: false } });
  expect(off.body.is_active).toBe(false);
  const elsewhere = { ...body, authority_id: town.authorities['coyoacan']! };
  expect((await izp('create_unit', { body: elsewhere })).error.code).toBe('forbidden');
});
