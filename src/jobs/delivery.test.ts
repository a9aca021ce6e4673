import PostalMime from 'postal-mime';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { mailPeer, type MailPeer } from '../../test/mail-peer.ts';
import { oneCity, type OneCity } from '../../test/one-city.ts';
import { recordDelivery } from '../actions/delivery/record-delivery.ts';
import { acceptPetition } from '../actions/petitions/accept-petition.ts';
import { draftReply } from '../actions/petitions/draft-reply.ts';
import { sendReply } from '../actions/petitions/send-reply.ts';
import { sendKept } from '../actions/delivery/send-kept.ts';
import type { Refused } from '../actions/refused.ts';
import type { App } from '../actions/app.ts';
import type { StaffActor } from '../core/access/actor.ts';
import { inTransaction, reading } from '../store/database.ts';
import { openMailer, type Mailer } from '../channels/email/send-email.ts';
import { deliverMessage, TryAgain } from './deliver-message.ts';
import type { JobReport } from './log.ts';
import { startWorker } from './worker.ts';

const system = { kind: 'system' } as const;
const recordedFirst = { attempt: 1, max_attempts: 12 };

let city: OneCity;
let peer: MailPeer;
let mailer: Mailer;

beforeAll(async () => {
  [city, peer] = await Promise.all([oneCity(), mailPeer()]);
});
afterAll(async () => {
  await peer.close();
  await city.drop();
});
beforeEach(() => {
  [peer.taken, peer.answers] = [[], []];
  mailer = openMailer({ url: peer.url, from: 'Atiende <avisos@example.mx>' });
});
afterEach(() => mailer.close());

/** Files a petition and gives the outbox row of its receipt. */
async function receipt(app: App = city.app, contact = {}) {
  const { petition_id, folio } = await city.file(
    { contact: { name: 'Rosa Núñez', email: 'rosa@example.mx', ...contact } },
    app,
  );
  return { petition_id, folio, ...(await rowOf(petition_id)) };
}
const rowOf = (petition_id: string) =>
  reading(city.app.database, system, (reader) =>
    reader
      .selectFrom('outbox')
      .select(['id', 'state', 'attempts', 'last_error', 'provider_id', 'sent_at'])
      .where('petition_id', '=', petition_id)
      .executeTakeFirstOrThrow(),
  );
const deliver = (outbox_id: string, attempt = recordedFirst) =>
  deliverMessage(city.app, mailer, { payload: { outbox_id }, ...attempt });

test('a receipt arrives once, whole, marked as sent by a machine', async () => {
  const { id, folio, petition_id } = await receipt();
  await deliver(id);
  await deliver(id);
  expect(peer.taken).toHaveLength(1);
  expect(peer.taken[0]!.to).toEqual(['rosa@example.mx']);
  const mail = await PostalMime.parse(peer.taken[0]!.raw);
  expect(mail.subject).toBe(`Recibimos su solicitud ${folio}`);
  expect(mail.messageId).toBe(`<${id}@example.mx>`);
  expect(mail.from).toMatchObject({
    address: 'avisos@example.mx',
    name: expect.stringContaining('Iztapalapa'),
  });
  const header = (key: string) => mail.headers.find((one) => one.key === key)?.value;
  expect(header('auto-submitted')).toBe('auto-generated');
  expect(header('list-unsubscribe')).toBeUndefined();
  expect(mail.text).toContain('Hola, Rosa Núñez:');
  expect(mail.html).toContain(`<a href="http://localhost:3000/c/cdmx/seguimiento/${folio}">`);
  expect(await rowOf(petition_id)).toMatchObject({
    state: 'sent',
    attempts: 1,
    provider_id: `<${id}@example.mx>`,
  });
});

test('a name with markup and signs of every alphabet stays text', async () => {
  const { id } = await receipt(city.app, { name: '<img src=x onerror=alert(1)> Ñandú 😀 日本' });
  await deliver(id);
  const mail = await PostalMime.parse(peer.taken[0]!.raw);
  expect(mail.text).toContain('Hola, <img src=x onerror=alert(1)> Ñandú 😀 日本:');
  expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(mail.html).not.toContain('<img');
});

test('a line break in a subject or address cannot add a header or recipient', async () => {
  const sending = await mailer.send({
    id: 'x',
    to: 'rosa@example.mx',
    from_name: 'Oficina\r\nBcc: otro@example.mx',
    subject: 'Recibimos 😀 su solicitud\r\nBcc: otro@example.mx',
    text: 'Hola',
    language: 'es',
  });
  expect(sending.state).toBe('sent');
  expect(peer.taken[0]!.to).toEqual(['rosa@example.mx']);
  const mail = await PostalMime.parse(peer.taken[0]!.raw);
  expect(mail.bcc).toBeUndefined();
  expect(mail.subject).toContain('Recibimos 😀 su solicitud');
});

test('a 451 is tried again and arrives once; the last try gives up with the code alone', async () => {
  const { id, petition_id } = await receipt();
  peer.answers = [
    { code: 451, at: 'data' },
    { code: 451, at: 'rcpt' },
  ];
  await expect(deliver(id)).rejects.toThrow(TryAgain);
  expect(await rowOf(petition_id)).toMatchObject({ state: 'queued', attempts: 1, last_error: '451' });
  await expect(deliver(id)).rejects.toThrow('451');
  await deliver(id);
  expect(await rowOf(petition_id)).toMatchObject({ state: 'sent', attempts: 3, last_error: null });
  expect(peer.taken).toHaveLength(1);

  const other = await receipt();
  peer.answers = [{ code: 452, at: 'rcpt' }];
  await deliver(other.id, { attempt: 12, max_attempts: 12 });
  expect(await rowOf(other.petition_id)).toMatchObject({ state: 'failed', last_error: '452' });
});

test('a 550 is for good, and what the server said of the person is not kept', async () => {
  const { id, petition_id } = await receipt();
  peer.answers = [{ code: 550, at: 'rcpt' }];
  await deliver(id);
  await deliver(id);
  expect(await rowOf(petition_id)).toMatchObject({ state: 'failed', last_error: '550', attempts: 1 });
  expect(peer.taken).toEqual([]);
});

test('a server that is away or does not know the password is tried again', async () => {
  const away = openMailer({ url: 'smtp://127.0.0.1:9', from: 'avisos@example.mx' });
  const { id, petition_id } = await receipt();
  const attempt = { payload: { outbox_id: id }, ...recordedFirst };
  await expect(deliverMessage(city.app, away, attempt)).rejects.toThrow(TryAgain);
  expect(await rowOf(petition_id)).toMatchObject({ state: 'queued', last_error: 'ESOCKET' });
  await expect(deliverMessage(city.app, null, attempt)).rejects.toThrow('no_mail_server');
  expect(await rowOf(petition_id)).toMatchObject({ state: 'queued', attempts: 1 });
});

test('a process that dies between sending and writing it down sends again under the same Message-ID', async () => {
  const { id, petition_id } = await receipt();
  const dying: App = city.with({
    // The first transaction is the claim; the second, writing it down, is where the process dies.
    now: (() => {
      let calls = 0;
      return () => {
        calls += 1;
        if (calls > 1) throw new Error('killed');
        return city.app.now();
      };
    })(),
  });
  await expect(
    deliverMessage(dying, mailer, { payload: { outbox_id: id }, ...recordedFirst }),
  ).rejects.toThrow('killed');
  expect(await rowOf(petition_id)).toMatchObject({ state: 'queued', attempts: 1 });
  await deliver(id);
  expect(peer.taken).toHaveLength(2);
  const ids = await Promise.all(peer.taken.map(async ({ raw }) => (await PostalMime.parse(raw)).messageId));
  expect(new Set(ids).size).toBe(1);
  expect(await rowOf(petition_id)).toMatchObject({ state: 'sent' });
});

test('a person who was erased meanwhile gets nothing', async () => {
  const { id, petition_id } = await receipt();
  await inTransaction(city.app.database, system, (tx) =>
    tx.updateTable('persons').set({ data_key: null }).execute(),
  );
  await deliver(id);
  expect(peer.taken).toEqual([]);
  expect(await rowOf(petition_id)).toMatchObject({ state: 'failed', last_error: 'person_erased' });
});

test('without a mail server messages are kept; later an administrator sends them, once', async () => {
  const { id, petition_id } = await receipt(city.with({ sends_mail: false }));
  expect(await rowOf(petition_id)).toMatchObject({ state: 'kept' });
  await deliver(id);
  expect(peer.taken).toEqual([]);
  const clerk = staffWith(['petition.reply', 'outbox.read']);
  const input = { city_id: city.city_id };
  const refusedTo = (actor: StaffActor, app = city.app) =>
    sendKept(app, actor, input).then(
      () => null,
      (error: Refused) => error.code,
    );
  expect(await refusedTo(clerk)).toBe('forbidden');
  const administrator = staffWith(['configuration.edit']);
  expect(await refusedTo(administrator, city.with({ sends_mail: false }))).toBe('unavailable');
  expect(await sendKept(city.app, administrator, input)).toEqual({ queued: 1, left: false });
  expect(await sendKept(city.app, administrator, input)).toEqual({ queued: 0, left: false });
  await deliver(id);
  expect(peer.taken).toHaveLength(1);
});

function staffWith(permissions: string[]): StaffActor {
  const grant = { role_code: 'r', permissions, city_id: city.city_id, authority_id: null, unit_ids: null };
  return { kind: 'staff', user_id: city.city_id, name: 'Ana', grants: [grant] as never, authority_ids: [] };
}

test('the queue sends what a filing enqueued, through a 451, and says nothing of whom', async () => {
  peer.answers = [{ code: 451, at: 'data' }];
  const reports: JobReport[] = [];
  const log = (report: JobReport) => void reports.push(report);
  const { petition_id } = await receipt();
  const stop = await startWorker(city.app, {
    url: city.url,
    mail: { url: peer.url, from: 'avisos@example.mx' },
    log,
  });
  try {
    await expect
      .poll(async () => (await rowOf(petition_id)).state, { timeout: 25_000, interval: 100 })
      .toBe('sent');
  } finally {
    await stop();
  }
  expect(peer.taken.filter(({ raw }) => raw.includes(`To: rosa@example.mx`)).length).toBeGreaterThanOrEqual(
    1,
  );
  expect(reports).toContainEqual({
    level: 'warn',
    event: 'job_failed',
    job: 'deliver_message',
    attempt: 1,
    problem: expect.any(String),
  });
  expect(JSON.stringify(reports)).not.toMatch(/rosa|@/i);
});

test('a formal reply reaches the petitioner as a letter, and its delivery is the notification', async () => {
  const { petition_id, id } = await receipt();
  await deliver(id);
  await acceptPetition(city.app, system, { petition_id });
  const texts = {
    body: 'Cambiamos la lámpara.',
    next_step: 'Nada más.',
    means_of_appeal: 'Puede inconformarse.',
  };
  await draftReply(city.app, system, { petition_id, outcome_code: await resolvedOutcome(), ...texts });
  const { id: reply_id } = await reading(city.app.database, system, (reader) =>
    reader
      .selectFrom('replies')
      .select('id')
      .where('petition_id', '=', petition_id)
      .executeTakeFirstOrThrow(),
  );
  await sendReply(city.app, system, { petition_id, reply_id });
  const message = await reading(city.app.database, system, (reader) =>
    reader.selectFrom('outbox').select('id').where('reply_id', '=', reply_id).executeTakeFirstOrThrow(),
  );
  peer.taken = [];
  await deliver(message.id);
  const mail = await PostalMime.parse(peer.taken[0]!.raw);
  expect(mail.attachments).toMatchObject([{ filename: 'respuesta.pdf', mimeType: 'application/pdf' }]);
  expect(
    Buffer.from(mail.attachments[0]!.content as ArrayBuffer)
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  const told = await reading(city.app.database, system, (reader) =>
    reader
      .selectFrom('petitions as p')
      .innerJoin('petition_events as e', 'e.petition_id', 'p.id')
      .select(['p.notified_at', 'e.type', 'e.payload'])
      .where('p.id', '=', petition_id)
      .orderBy('e.seq', 'desc')
      .executeTakeFirstOrThrow(),
  );
  expect(told).toEqual({
    notified_at: city.app.now(),
    type: 'reply_delivered',
    payload: { reply_id, channel: 'email' },
  });
});

async function resolvedOutcome(): Promise<string> {
  const outcome = await reading(city.app.database, system, (reader) =>
    reader.selectFrom('outcomes').select('code').where('class', '=', 'resolved').executeTakeFirstOrThrow(),
  );
  return outcome.code;
}

test('recording a delivery that is recorded already changes nothing', async () => {
  const { id, petition_id } = await receipt();
  await deliver(id);
  const before = await rowOf(petition_id);
  const result = { state: 'refused', code: '550' } as const;
  expect(await recordDelivery(city.app, system, { outbox_id: id, result })).toEqual({ recorded: false });
  expect(await rowOf(petition_id)).toEqual(before);
});
