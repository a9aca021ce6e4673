import { X509Certificate } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { readFileSync } from 'node:fs';
import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aDraft, aPetition } from '../../../test/builders.ts';
import { signatureOf } from '../../../test/signed-pdf.ts';
import { aTown, FIRST_DAY, petitionRow, type Town } from '../../../test/town.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { openSigningKey, signingCertificateOf } from '../../store/signing-keys.ts';
import { replyForStaff } from '../../queries/staff/papers.ts';
import { acceptPetition } from '../petitions/accept-petition.ts';
import { approveReply, submitReply } from '../petitions/approve-reply.ts';
import { sendReply } from '../petitions/send-reply.ts';
import { letterOf } from './keep-letter.ts';
import {
  addSigningCertificate,
  createSigningCertificate,
  removeSigningCertificate,
} from './signing-certificates.ts';

const system = { kind: 'system' } as const;
let town: Town;
let authority: { city_id: string; authority_id: string };
beforeAll(async () => {
  town = await aTown();
  authority = { city_id: town.city_id, authority_id: town.authorities['iztapalapa']! };
});
afterAll(() => town.drop());
beforeEach(async () => {
  town.on(FIRST_DAY);
  await removeSigningCertificate(town.app, system, authority).catch(() => undefined);
});

const sign = () => createSigningCertificate(town.app, system, authority);
const inUse = () => town.asSystem((tx) => signingCertificateOf(tx, authority.authority_id));
const rowsOf = (reply_id: string) =>
  town.asSystem((tx) => tx.selectFrom('letters').selectAll().where('reply_id', '=', reply_id).execute());

async function sent() {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const draft = await aDraft(town, petition_id);
  await sendReply(town.app, town.staff['julian']!, draft);
  return draft;
}

/** A reply whose letter nobody made: sent before letters were kept. */
async function sentLongAgo() {
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const { unit_id } = await petitionRow(town, petition_id);
  const reply_id = newId();
  const row = {
    ...{ id: reply_id, petition_id, unit_id, state: 'sent', document_number: `VIEJO/${reply_id}` },
    ...{ outcome_code: 'resolved', body: 'Se cambió.', means_of_appeal: 'Puede inconformarse.' },
    ...{ responsible_name: 'Julián Ortiz', responsible_title: 'Jefe' },
    ...{ drafted_at: '2026-04-01T16:00:00.000Z', sent_at: '2026-04-01T17:00:00.000Z' },
  };
  await town.asSystem((tx) => tx.insertInto('replies').values(row).execute());
  return { petition_id, reply_id };
}

it('makes the letter as the reply is sent, and gives these very bytes at every door', async () => {
  const which = await sent();
  const [kept] = await rowsOf(which.reply_id);
  const bytes = await buffer((await town.app.files.read(kept!.storage_name)).stream);
  expect(signatureOf(bytes)).toBeNull();
  // The branding changes; the letter does not.
  await town.asSystem((tx) =>
    tx.updateTable('authorities').set({ branding: '{"accent":"#aa0000"}' }).execute(),
  );
  expect((await letterOf(town.app, which))!.equals(bytes)).toBe(true);
  expect((await letterOf(town.app, which))!.equals(bytes)).toBe(true);
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  // The console gets no other one typeset.
  const actor = town.staff['julian']!;
  expect(await replyForStaff(town.app, { actor, city }, which)).toMatchObject({ bytes: null });
  expect(await letterOf(town.app, { ...which, petition_id: newId() })).toBeNull();
});

it('makes one letter when two doors ask at once', async () => {
  const which = await sentLongAgo();
  const [one, other] = await Promise.all([letterOf(town.app, which), letterOf(town.app, which)]);
  expect(one!.equals(other!)).toBe(true);
  expect(await rowsOf(which.reply_id)).toHaveLength(1);
});

it('signs as PAdES with number and folio, stays tagged, and shows any byte that changed', async () => {
  const facts = await sign();
  const which = await sent();
  const pdf = (await letterOf(town.app, which))!;
  const { folio } = await petitionRow(town, which.petition_id);
  const signature = signatureOf(pdf)!;
  expect(signature).toMatchObject({
    ...{ covers: true, is_signed: true, is_whole: true, sub_filter: 'ETSI.CAdES.detached' },
    location: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!.city.name,
  });
  expect(signature.reason).toContain(folio);
  expect(signature.reason).toMatch(/^IZP-ALUMBRADO\/2026\/\d+ · /);
  expect(signature.certificate.serialNumber).toBe(facts.serial);
  expect((await rowsOf(which.reply_id))[0]!.signed_by).toContain('Titular de Alumbrado Público');
  const document = await PDF.load(pdf);
  expect(document.getPages()[0]!.extractText().text.replace(/\s+/g, ' ')).toContain(facts.serial);
  expect(document.getCatalog().get('StructTreeRoot')).toBeDefined();
  const altered = Buffer.from(pdf);
  altered[2000] = altered[2000]! ^ 1;
  expect(signatureOf(altered)).toMatchObject({ covers: false });
});

it('refuses to give out a letter whose stored bytes were altered', async () => {
  const which = await sent();
  const files = {
    ...town.app.files,
    read: async (name: string) => {
      const { stream, bytes } = await town.app.files.read(name);
      const whole = await buffer(stream);
      whole[100] = whole[100]! ^ 1;
      return { stream: (await import('node:stream')).Readable.from([whole]), bytes };
    },
  };
  await expect(letterOf({ ...town.app, files }, which)).rejects.toThrow('was altered');
});

it('leaves a letter of before the certificate unsigned', async () => {
  const old = await sent();
  const before = (await letterOf(town.app, old))!;
  const never_made = await sentLongAgo();
  await sign();
  expect((await letterOf(town.app, old))!.equals(before)).toBe(true);
  expect(signatureOf((await letterOf(town.app, never_made))!)).toBeNull();
});

it('signs as the head who approved it', async () => {
  await sign();
  const { petition_id } = await aPetition(town, { service_code: 'bache' });
  const [omar, olga] = [town.staff['omar']!, town.staff['olga']!];
  await acceptPetition(town.app, omar, { petition_id });
  const draft = await aDraft(town, petition_id, { by: omar });
  await submitReply(town.app, omar, draft);
  await approveReply(town.app, olga, draft);
  await sendReply(town.app, omar, draft);
  expect((await rowsOf(draft.reply_id))[0]!.signed_by).toContain(olga.name);
  expect(signatureOf((await letterOf(town.app, draft))!)!.reason).toContain(olga.name);
});

it('neither approves nor sends under an expired certificate, and loses nothing', async () => {
  await sign();
  town.on('2028-05-03');
  const { petition_id } = await aPetition(town, { stage: 'in_work' });
  const draft = await aDraft(town, petition_id);
  const refused = sendReply(town.app, town.staff['julian']!, draft);
  await expect(refused).rejects.toMatchObject({
    code: 'certificate_expired',
    details: { valid_until: '2028-04-28T16:00:00.000Z' },
  });
  expect((await petitionRow(town, petition_id)).stage).toBe('in_work');
  expect(await rowsOf(draft.reply_id)).toEqual([]);
  // Whoever runs the installation decides that it goes out unsigned.
  await removeSigningCertificate(town.app, system, authority);
  await sendReply(town.app, town.staff['julian']!, draft);
  expect(signatureOf((await letterOf(town.app, draft))!)).toBeNull();
});

const file = (name: string) =>
  readFileSync(new URL(`../../../test/fixtures/signing/${name}`, import.meta.url)).toString('base64');

it.each(['rsa-modern.p12', 'rsa-legacy.p12', 'ec-chain.p12'])('signs with %s', async (name) => {
  const given = { ...authority, file_base64: file(name), password: 'contraseña de prueba' };
  const facts = await addSigningCertificate(town.app, system, given);
  expect(facts.subject).toContain('Firma de prueba');
  const signature = signatureOf((await letterOf(town.app, await sent()))!)!;
  expect(signature).toMatchObject({ covers: true, is_signed: true });
  expect(signature.certificate.serialNumber).toBe(facts.serial);
});

it('refuses a wrong password, a file that is none and an expired certificate; the one in use stays', async () => {
  const { serial } = await sign();
  const add = (change: object) =>
    addSigningCertificate(town.app, system, {
      ...{ ...authority, file_base64: file('rsa-modern.p12'), password: 'contraseña de prueba' },
      ...change,
    });
  await expect(add({ password: 'otra' })).rejects.toMatchObject({ code: 'signing_password_wrong' });
  const junk = Buffer.from('nada').toString('base64');
  await expect(add({ file_base64: junk })).rejects.toMatchObject({ code: 'signing_file_unreadable' });
  town.on('2126-10-30');
  await expect(add({})).rejects.toMatchObject({ code: 'certificate_expired' });
  expect(await inUse()).toMatchObject({ serial });
});

it('keeps the key sealed, opens it only for its own row and destroys it with the certificate', async () => {
  await sign();
  const row = (await inUse())!;
  const key = openSigningKey(town.app.keys, row);
  if (key.form !== 'pkcs8') throw new Error('Another form of key');
  expect(row.sealed_key!.includes(Buffer.from(key.key, 'base64'))).toBe(false);
  expect(new X509Certificate(Buffer.from(key.certificate, 'base64')).serialNumber).toBe(row.serial);
  const elsewhere = { ...row, authority_id: town.authorities['coyoacan']! };
  expect(() => openSigningKey(town.app.keys, elsewhere)).toThrow();
  await removeSigningCertificate(town.app, system, authority);
  const gone = await town.asSystem((tx) =>
    tx.selectFrom('signing_certificates').selectAll().where('id', '=', row.id).executeTakeFirstOrThrow(),
  );
  expect(gone.sealed_key).toBeNull();
  const history = await town.asSystem((tx) =>
    tx.selectFrom('configuration_changes').selectAll().where('entity', '=', 'signing_certificate').execute(),
  );
  expect(history.length).toBeGreaterThan(1);
  expect(JSON.stringify(history)).not.toContain(key.key.slice(100, 140));
});
