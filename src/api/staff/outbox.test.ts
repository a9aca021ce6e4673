import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { newPasswordLink, mailPasswordLink } from '../../actions/identity/password-links.ts';
import { outboxProblem } from '../../queries/staff/outbox-problem.ts';

let town: Town;
let consoles: Awaited<ReturnType<typeof aConsole>>[];
/** An administrator of the city before and after a mail server was configured, and a supervisor of one authority. */
let before: Browser;
let after: Browser;
let marta: Browser;

beforeAll(async () => {
  town = await aTown();
  const app = { ...town.app, sends_mail: true };
  consoles = [await aConsole(town.app), await aConsole(app)];
  const { user_id } = await createUser(
    app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email: 'jefa@pueblo.example', name: 'Jefa' },
      ...{ password: 'cuatro palabras sueltas aquí', must_change_password: false },
      grants: [{ role_code: 'administrator', authority_id: null, unit_id: null }],
    },
  );
  [before, after] = [await consoles[0]!.as({ user_id }), await consoles[1]!.as({ user_id })];
  marta = await consoles[1]!.as(town.staff['marta']!);
  const rosa = { name: 'Rosa Núñez', email: 'rosa@correo.example' };
  for (let one = 0; one < 3; one += 1) {
    await aPetition(town, { identity: 'named', contact: rosa, notify_by: 'email' });
  }
  await town.asSystem(async (tx) => {
    const link = await newPasswordLink({ tx, app }, { user_id, why: 'invited' });
    await mailPasswordLink({ tx, app }, { user_id, city_id: town.city_id, link });
  });
});
afterAll(async () => {
  for (const { server } of consoles) await server.close();
  await town.drop();
});

const jobs = async () =>
  (
    await town.asSystem((tx) =>
      tx.selectFrom('outbox').select('id').where('state', '=', 'queued').orderBy('id').execute(),
    )
  ).map(({ id }) => id);

it('says why a message is kept and whether it could be sent now', async () => {
  const kept = await before('list_outbox', { query: { state: 'kept' } });
  expect(kept.body.sends_mail).toBe(false);
  expect(kept.body.items).toHaveLength(3);
  expect(kept.body.items[0]).toMatchObject({
    problem: 'Se guardó porque no hay un servidor de correo configurado.',
    last_error: null,
  });
  expect((await after('list_outbox')).body.sends_mail).toBe(true);
});

it('shows who may read the whole outbox a message to staff, its recipient masked and no link', async () => {
  const [message] = (await after('list_outbox', { query: { state: 'queued' } })).body.items;
  expect(message).toMatchObject({ template: 'password_link', petition: null, problem: null });
  expect(message!.recipient).toMatch(/^j.*@.*example$/);
  expect(message!.recipient).not.toBe('jefa@pueblo.example');
  const read = await after('get_outbox_message', { params: { id: message!.id } });
  expect(read.body.body).toBeNull();
  expect((await marta('get_outbox_message', { params: { id: message!.id } })).status).toBe(404);
});

it('sends what was kept once there is a mail server: the chosen ones, then the rest, each once', async () => {
  expect((await before('send_kept', { body: {} })).error.code).toBe('unavailable');
  expect((await marta('send_kept', { body: {} })).error.code).toBe('forbidden');
  const [to_staff] = await jobs();
  const { items } = (await after('list_outbox', { query: { state: 'kept' } })).body;
  const chosen = await after('send_kept', { body: { outbox_ids: [items[0]!.id] } });
  expect(chosen.body).toEqual({ queued: 1, left: false });
  expect(await jobs()).toEqual([items[0]!.id, to_staff].sort());
  expect((await after('send_kept', { body: {} })).body).toEqual({ queued: 2, left: false });
  expect((await after('send_kept', { body: {} })).body).toEqual({ queued: 0, left: false });
  expect(await jobs()).toHaveLength(4);
});

it('has a sentence for what mail servers and connections answer', () => {
  const said = (last_error: string, state = 'failed') => outboxProblem('es', { state, last_error });
  expect(said('person_erased')).toContain('se borraron');
  expect(said('550 5.1.1')).toContain('no acepta esa dirección (550 5.1.1)');
  expect(said('550')).toContain('no acepta esa dirección');
  expect(said('552 5.2.2')).toContain('buzón');
  expect(said('452 4.2.2', 'queued')).toMatch(/buzón.* Se intentará de nuevo\.$/);
  expect(said('535 5.7.8')).toContain('usuario o la contraseña');
  expect(said('550 5.7.1')).toContain('rechazó el mensaje');
  expect(said('451', 'queued')).toContain('por ahora (451)');
  expect(said('ESOCKET', 'queued')).toContain('No se pudo llegar');
  expect(said('EENVELOPE')).toContain('no acepta esa dirección');
  expect(said('unknown')).toBe('El mensaje no se pudo enviar (unknown).');
  expect(said('451', 'sent')).toBeNull();
});
