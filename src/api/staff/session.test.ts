import { generate } from 'otplib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aConsole } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { newPasswordLink } from '../../actions/identity/password-links.ts';

const password = 'cuatro palabras sueltas aquí';
const another = 'otra frase larga y distinta';
let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let people = 0;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
});
beforeEach(() => town.on('2026-04-29'));
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

/** Somebody new with that password, so that no test counts the attempts of another. */
async function aPerson(): Promise<{ email: string; user_id: string }> {
  const email = `persona${(people += 1)}@pueblo.example`;
  const authority_id = town.authorities['iztapalapa']!;
  const { user_id } = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email, name: 'Persona de Prueba', password, must_change_password: false },
      grants: [{ role_code: 'clerk', authority_id, unit_id: town.units['iztapalapa/alumbrado']! }],
    },
  );
  return { email, user_id };
}

async function signedIn(email: string, secret = password) {
  const browser = console_.browser();
  const answer = await browser('sign_in', { body: { email, password: secret } });
  return { browser, answer };
}

it('lets a person in with e-mail and password, in a cookie that scripts cannot read, and out again', async () => {
  const { email } = await aPerson();
  const { browser, answer } = await signedIn(` ${email.toUpperCase()} `);
  expect(answer.status).toBe(200);
  expect(answer.body.state).toBe('signed_in');
  expect(answer.body.me).toMatchObject({
    user: { email },
    city: { code: 'pueblo' },
    units: [{ name: 'Alumbrado Público' }],
  });
  expect(answer.body.me!.permissions).toContain('petition.reply');
  expect(answer.body.me!.permissions).not.toContain('users.manage');
  expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*Secure.*SameSite=Lax/i);
  expect(answer.headers['cache-control']).toBe('no-store');
  const token = browser.token!;
  expect((await browser('sign_out')).status).toBe(200);
  expect((await console_.browser(token)('get_session')).error.code).toBe('sign_in_needed');
});

it('says the same of a wrong password, of nobody, of who was switched off', async () => {
  const { email, user_id } = await aPerson();
  const wrong = await signedIn(email, 'no es esta contraseña');
  const nobody = await signedIn('nadie@pueblo.example');
  await town.asSystem((tx) =>
    tx.updateTable('users').set({ is_active: false }).where('id', '=', user_id).execute(),
  );
  const off = await signedIn(email);
  for (const { answer } of [wrong, nobody, off]) {
    const { request_id: _, ...said } = answer.error as Record<string, unknown>;
    expect({ status: answer.status, ...said }).toEqual({
      status: 401,
      code: 'wrong_credentials',
      message: expect.any(String) as string,
      fields: {},
      details: {},
    });
  }
});

it('lets users of the demonstration in only from this machine', async () => {
  const demo = town.staff['marta']!.user_id;
  const link = await town.asSystem((tx) =>
    newPasswordLink({ tx, app: town.app }, { user_id: demo, why: 'invited' }),
  );
  await console_.browser()('set_password', {
    body: { token: link.url.split('#')[1]!, new_password: password },
  });
  const body = { email: 'marta@pueblo.example', password };
  expect((await console_.browser()('sign_in', { body, from: '10.0.0.7' })).error.code).toBe(
    'wrong_credentials',
  );
  expect((await console_.browser()('sign_in', { body, from: '127.0.0.1' })).status).toBe(200);
});

it('lets exactly eight of forty wrong attempts at once be tried, and nobody else pays for them', async () => {
  const [{ email }, colleague] = [await aPerson(), await aPerson()];
  const tries = await Promise.all(Array.from({ length: 40 }, () => signedIn(email, 'no es esta contraseña')));
  const codes = tries.map(({ answer }) => answer.error.code);
  expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(8);
  expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(32);
  expect((await signedIn(email)).answer.status).toBe(429);
  // Somebody behind the same address, and the same person from another one, go on working.
  expect((await signedIn(colleague.email)).answer.status).toBe(200);
  const elsewhere = await console_.browser()('sign_in', { body: { email, password }, from: '10.0.0.9' });
  expect(elsewhere.status).toBe(200);
  town.on('2026-04-29T16:16:00.000Z');
  expect((await signedIn(email)).answer.status).toBe(200);
});

it('ends a session that rests for two hours, and every one after twelve', async () => {
  const { email } = await aPerson();
  const { browser } = await signedIn(email);
  town.on('2026-04-29T17:59:00.000Z');
  expect((await browser('get_session')).status).toBe(200);
  town.on('2026-04-29T20:01:00.000Z');
  expect((await browser('get_session')).status).toBe(401);
  town.on('2026-04-29T16:00:00.000Z');
  const other = (await signedIn(email)).browser;
  for (const hour of ['17:30', '19:00', '20:30', '22:00', '23:30']) {
    town.on(`2026-04-29T${hour}:00.000Z`);
    expect((await other('get_session')).status).toBe(200);
  }
  for (const hour of ['01:00', '02:30', '03:59']) {
    town.on(`2026-04-30T${hour}:00.000Z`);
    expect((await other('get_session')).status).toBe(200);
  }
  town.on('2026-04-30T04:01:00.000Z');
  expect((await other('get_session')).status).toBe(401);
});

it('asks the second factor of who has one, takes each code once, and a recovery code once', async () => {
  const { email } = await aPerson();
  const { browser } = await signedIn(email);
  const other = (await signedIn(email)).browser;
  const code = async (at: string, secret: string) =>
    generate({ secret, epoch: Math.floor(Date.parse(at) / 1000) });
  expect((await browser('begin_totp', { body: { password: 'no es esta' } })).error.code).toBe(
    'wrong_credentials',
  );
  const begun = await browser('begin_totp', { body: { password } });
  expect(begun.body.otpauth_uri).toMatch(/^otpauth:\/\/totp\/Atiende/);
  expect(begun.body.qr_svg).toContain('<svg');
  const { secret } = begun.body;
  const before = browser.token;
  const confirmed = await browser('confirm_totp', {
    body: { code: await code('2026-04-29T16:00:00Z', secret) },
  });
  expect(confirmed.body.recovery_codes).toHaveLength(10);
  expect(browser.token).not.toBe(before);
  expect((await other('get_session')).status).toBe(401);

  town.on('2026-04-29T16:05:00.000Z');
  const { browser: next, answer } = await signedIn(email);
  expect(answer.body).toMatchObject({ state: 'second_factor_needed', me: null });
  expect((await next('list_petitions')).error.code).toBe('second_factor_needed');
  expect(
    (await next('change_password', { body: { current_password: password, new_password: another } })).error
      .code,
  ).toBe('second_factor_needed');
  const halfway = next.token;
  const good = await code('2026-04-29T16:05:00Z', secret);
  expect((await next('verify_second_factor', { body: { code: '000000' } })).error.code).toBe(
    'wrong_credentials',
  );
  expect((await next('verify_second_factor', { body: { code: good } })).body.state).toBe('signed_in');
  expect(next.token).not.toBe(halfway);
  expect((await console_.browser(halfway)('get_session')).status).toBe(401);
  expect((await next('list_petitions')).status).toBe(200);

  const replay = (await signedIn(email)).browser;
  expect((await replay('verify_second_factor', { body: { code: good } })).status).toBe(401);
  const recovery = confirmed.body.recovery_codes[0]!;
  expect(
    (await replay('use_recovery_code', { body: { code: recovery.toLowerCase() } })).body.me!.second_factor
      .recovery_codes_left,
  ).toBe(9);
  const again = (await signedIn(email)).browser;
  expect((await again('use_recovery_code', { body: { code: recovery } })).status).toBe(401);
});

it('ends every other session when the password changes, and refuses a weak one', async () => {
  const { email } = await aPerson();
  const { browser } = await signedIn(email);
  const other = (await signedIn(email)).browser;
  const change = (new_password: string) =>
    browser('change_password', { body: { current_password: password, new_password } });
  for (const weak of ['corta', 'aaaaaaaaaaaaaaa', 'contraseña1234', `persona${people}1234`]) {
    const { error, status } = await change(weak);
    expect([weak, status, error.code]).toEqual([weak, 422, 'weak_password']);
  }
  const before = browser.token;
  expect((await change(another)).body.state).toBe('signed_in');
  expect(browser.token).not.toBe(before);
  expect((await other('get_session')).status).toBe(401);
  expect((await signedIn(email)).answer.status).toBe(401);
  expect((await signedIn(email, another)).answer.status).toBe(200);
});

it('sets a password by a link that works once, and says nothing to who asks for one', async () => {
  const { email, user_id } = await aPerson();
  const { browser } = await signedIn(email);
  const link = await town.asSystem((tx) =>
    newPasswordLink({ tx, app: town.app }, { user_id, why: 'forgotten' }),
  );
  const body = { token: link.url.split('#')[1]!, new_password: another };
  const anybody = console_.browser();
  expect((await anybody('set_password', { body: { ...body, new_password: 'corta' } })).status).toBe(422);
  const both = await Promise.all([anybody('set_password', { body }), anybody('set_password', { body })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
  expect((await browser('get_session')).status).toBe(401);
  expect((await signedIn(email, another)).answer.status).toBe(200);
  const known = await anybody('request_password_reset', { body: { email } });
  const unknown = await anybody('request_password_reset', { body: { email: 'nadie@pueblo.example' } });
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  const late = await town.asSystem((tx) =>
    newPasswordLink({ tx, app: town.app }, { user_id, why: 'forgotten' }),
  );
  town.on('2026-04-29T17:01:00.000Z');
  const expired = { token: late.url.split('#')[1]!, new_password: password };
  expect((await anybody('set_password', { body: expired })).error.code).toBe('link_expired');
});

it('makes a person change a password that somebody else chose, before anything else', async () => {
  const email = 'nueva@pueblo.example';
  const authority_id = town.authorities['iztapalapa']!;
  await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email, name: 'Nueva', password },
      grants: [{ role_code: 'clerk', authority_id, unit_id: null }],
    },
  );
  const { browser, answer } = await signedIn(email);
  expect(answer.body.state).toBe('password_change_needed');
  expect((await browser('list_petitions')).status).toBe(401);
  const changed = await browser('change_password', {
    body: { current_password: password, new_password: another },
  });
  expect(changed.body.state).toBe('signed_in');
  expect((await browser('list_petitions')).status).toBe(200);
});

it('does nothing in the name of who came after: a screen says whose it is', async () => {
  const [ana, beto] = [await aPerson(), await aPerson()];
  // The same browser: its windows share the cookie of whoever entered last.
  const { browser } = await signedIn(beto.email);
  const headers = { 'x-atiende-user': ana.user_id };
  const body = { name: 'Vista', query: 'tab=mine' };
  const refused = await browser('save_view', { body, headers });
  expect([refused.status, refused.error.code]).toEqual([412, 'session_of_another']);
  expect((await browser('list_petitions', { headers })).error.code).toBe('session_of_another');
  expect((await browser('sign_out', { headers })).error.code).toBe('session_of_another');
  expect((await browser('list_views')).body.items).toEqual([]);
  const own = { 'x-atiende-user': beto.user_id };
  expect((await browser('save_view', { body, headers: own })).status).toBe(200);
});

it('refuses what another site sends, or a form could send', async () => {
  const { email } = await aPerson();
  const { browser } = await signedIn(email);
  const body = { name: 'Vista', query: 'tab=mine' };
  for (const headers of [
    { 'x-atiende': '' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://otra.example' },
  ]) {
    expect((await browser('save_view', { body, headers })).error.code).toBe('forbidden');
  }
  expect((await browser('save_view', { body })).status).toBe(200);
});
