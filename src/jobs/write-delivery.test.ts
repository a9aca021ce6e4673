import { afterAll, beforeAll, expect, test } from 'vitest';
import { mailPeer, type MailPeer } from '../../test/mail-peer.ts';
import { oneCity, type OneCity } from '../../test/one-city.ts';
import type { App } from '../actions/app.ts';
import { openMailer, type Mailer } from '../channels/email/send-email.ts';
import { reading } from '../store/database.ts';
import { deliverMessage } from './deliver-message.ts';

let city: OneCity;
let peer: MailPeer;
let mailer: Mailer;

beforeAll(async () => {
  [city, peer] = await Promise.all([oneCity(), mailPeer()]);
  mailer = openMailer({ url: peer.url, from: 'Atiende <avisos@example.mx>' });
});
afterAll(async () => {
  mailer.close();
  await peer.close();
  await city.drop();
});

const receipts = () =>
  reading(city.app.database, { kind: 'system' }, (reader) =>
    reader.selectFrom('outbox').select(['id', 'state', 'attempts']).execute(),
  );

test('a database that goes away between sending and writing it down hears of it later, and nothing goes twice', async () => {
  await city.file({ contact: { name: 'Rosa Núñez', email: 'rosa@example.mx' } });
  const [receipt] = await receipts();
  let calls = 0;
  const shaken: App = city.with({
    // The claim goes through; writing it down finds no database three times.
    now: () => {
      calls += 1;
      if (calls > 1 && calls < 5) throw Object.assign(new Error('away'), { code: '57P01' });
      return city.app.now();
    },
  });
  const attempt = { payload: { outbox_id: receipt!.id }, attempt: 1, max_attempts: 12 };
  const first = deliverMessage(shaken, mailer, attempt);
  await expect.poll(() => peer.taken.length).toBe(1);
  // Somebody believes that the one which sent it is dead, and tries again.
  await Promise.all([first, deliverMessage(city.app, mailer, attempt)]);
  expect(calls).toBe(5);
  expect(peer.taken).toHaveLength(1);
  expect(await receipts()).toMatchObject([{ state: 'sent', attempts: 1 }]);
});
