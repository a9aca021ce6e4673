import PostalMime from 'postal-mime';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aConsole } from '../../../test/console.ts';
import { mailPeer, type MailPeer } from '../../../test/mail-peer.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { openMailer, type Mailer } from '../../channels/email/send-email.ts';
import { deliverMessage } from '../../jobs/deliver-message.ts';
import type { App } from '../app.ts';
import { sendKept } from '../delivery/send-kept.ts';
import { createUser } from './create-user.ts';

const password = 'cuatro palabras sueltas aquí';
let town: Town;
let app: App;
let peer: MailPeer;
let mailer: Mailer;
let console_: Awaited<ReturnType<typeof aConsole>>;

beforeAll(async () => {
  [town, peer] = await Promise.all([aTown(), mailPeer()]);
  app = { ...town.app, sends_mail: true };
  console_ = await aConsole(app);
  mailer = openMailer({ url: peer.url, from: 'Atiende <avisos@pueblo.example>' });
});
beforeEach(() => void (peer.taken = []));
afterAll(async () => {
  mailer.close();
  await console_.server.close();
  await peer.close();
  await town.drop();
});

const newUser = (email: string, given: { password?: string } = {}, as = app) =>
  createUser(as, given.password === undefined ? boss() : system, {
    ...{ city_id: town.city_id, email, name: 'Nadia Prueba', ...given },
    grants: [
      {
        ...{ role_code: 'clerk', authority_id: town.authorities['iztapalapa']! },
        unit_id: town.units['iztapalapa/alumbrado']!,
      },
    ],
  });
const system = { kind: 'system' } as const;
const boss = () => town.staff['administrator.iztapalapa']!;

const toStaff = () =>
  town.asSystem((tx) =>
    tx
      .selectFrom('outbox')
      .select(['id', 'state', 'template', 'last_error'])
      .where('petition_id', 'is', null)
      .orderBy('created_at')
      .orderBy('id')
      .execute(),
  );

/** Sends what waits for staff, as the queue would, and gives the mails that arrived. */
async function arrived() {
  for (const { id, state } of await toStaff()) {
    if (state !== 'queued') continue;
    await deliverMessage(app, mailer, { payload: { outbox_id: id }, attempt: 1, max_attempts: 12 });
  }
  return Promise.all(peer.taken.map(async ({ raw, to }) => ({ to, mail: await PostalMime.parse(raw) })));
}
const tokenIn = (text = '') => /\/console\/set-password#([\w-]{40,})/.exec(text)?.[1] ?? '';

it('delivers the link to a forgotten password, which sets it once', async () => {
  await newUser('olvido@pueblo.example', { password });
  await console_.browser()('request_password_reset', { body: { email: ' Olvido@pueblo.example' } });
  const [message, ...others] = await arrived();
  expect(others).toEqual([]);
  expect(message!.to).toEqual(['olvido@pueblo.example']);
  expect(message!.mail.subject).toBe('Elija una contraseña nueva para Atiende');
  expect(message!.mail.text).toContain('Hola, Nadia Prueba:');
  const token = tokenIn(message!.mail.text);
  const chosen = 'otra frase larga y distinta';
  const set = () => console_.browser()('set_password', { body: { token, new_password: chosen } });
  expect((await set()).status).toBe(200);
  expect((await set()).error.code).toBe('link_expired');
  const sign_in = (secret: string) =>
    console_.browser()('sign_in', { body: { email: 'olvido@pueblo.example', password: secret } });
  expect((await sign_in(chosen)).body.state).toBe('signed_in');
  expect((await sign_in(password)).status).toBe(401);
  expect(await toStaff()).toMatchObject([{ template: 'password_reset', state: 'sent', last_error: null }]);
});

it('invites a new user by e-mail, with the same link that the administrator sees', async () => {
  const made = await newUser('nueva@pueblo.example');
  const [message, ...others] = await arrived();
  expect(others).toEqual([]);
  expect(message!.to).toEqual(['nueva@pueblo.example']);
  expect(message!.mail.text).toContain(made.url);
  const body = { token: tokenIn(message!.mail.text), new_password: password };
  expect((await console_.browser()('set_password', { body })).status).toBe(200);
});

it('writes to nobody who was given a password, nor where there is no mail server', async () => {
  const before = (await toStaff()).length;
  await newUser('dada@pueblo.example', { password });
  const made = await newUser('sin-correo@pueblo.example', {}, town.app);
  expect(tokenIn(made.url)).not.toBe('');
  expect(await toStaff()).toHaveLength(before);
});

it('leaves a link that could not be sent where it is: it would be too old', async () => {
  await newUser('lejos@pueblo.example');
  peer.answers = [{ code: 550, at: 'rcpt' }];
  expect(await arrived()).toEqual([]);
  expect((await toStaff()).at(-1)).toMatchObject({ state: 'failed', last_error: '550' });
  const again = await sendKept(app, system, { city_id: town.city_id, state: 'failed' });
  expect(again).toEqual({ queued: 0, left: false });
});
