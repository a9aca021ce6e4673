import { sql } from 'kysely';
import { generate } from 'otplib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aConsole } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { forgetSecondFactor } from '../../actions/identity/second-factor.ts';

const password = 'cuatro palabras sueltas aquí';
let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let people = 0;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

async function aPerson(must_change_password = false): Promise<{ email: string; user_id: string }> {
  const email = `persona${(people += 1)}@pueblo.example`;
  const { user_id } = await createUser(
    town.app,
    { kind: 'system' },
    {
      ...{ city_id: town.city_id, email, name: 'Persona de Prueba', password, must_change_password },
      grants: [{ role_code: 'clerk', authority_id: town.authorities['iztapalapa']!, unit_id: null }],
    },
  );
  return { email, user_id };
}

async function signedIn(email: string) {
  const browser = console_.browser();
  const answer = await browser('sign_in', { body: { email, password } });
  return { browser, answer };
}

it('lets a role that the city wants a second factor of do nothing but enrol', async () => {
  const { email, user_id } = await aPerson();
  const { email: head } = await aPerson();
  const open = (await signedIn(email)).browser;
  const wanted = (roles: string[] | null) =>
    town.asSystem((tx) =>
      sql`update cities set settings = ${
        roles === null
          ? sql`settings - 'second_factor_roles'`
          : sql`settings || ${JSON.stringify({ second_factor_roles: roles })}::jsonb`
      }`.execute(tx),
    );
  await wanted(['clerk']);
  // A session that was open is asked too.
  expect((await open('list_petitions')).error.code).toBe('second_factor_needed');
  const { browser, answer } = await signedIn(email);
  expect(answer.body).toMatchObject({ state: 'second_factor_enrolment_needed', me: null });
  expect((await browser('list_views')).error.code).toBe('second_factor_needed');
  expect((await browser('remove_totp', { body: { password } })).error.code).toBe('second_factor_needed');
  const { secret } = (await browser('begin_totp', { body: { password } })).body;
  expect((await browser('list_petitions')).error.code).toBe('second_factor_needed');
  const code = await generate({ secret, epoch: Math.floor(Date.parse(town.app.now()) / 1000) });
  expect((await browser('confirm_totp', { body: { code } })).body.recovery_codes).toHaveLength(10);
  expect((await browser('get_session')).body.state).toBe('signed_in');
  expect((await browser('list_petitions')).status).toBe(200);

  // Who lost the app is made to enrol again; other roles go on as they were.
  await town.asSystem((tx) => forgetSecondFactor(tx, user_id));
  expect((await browser('get_session')).body.state).toBe('second_factor_enrolment_needed');
  await wanted(['administrator']);
  expect((await signedIn(head)).answer.body.state).toBe('signed_in');
  await wanted(null);
});

it('asks for the new password before the app', async () => {
  const { email } = await aPerson(true);
  const { browser } = await signedIn(email);
  expect((await browser('begin_totp', { body: { password } })).error.code).toBe('sign_in_needed');
});
