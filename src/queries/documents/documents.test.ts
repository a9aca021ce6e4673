import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { letterOf } from '../../actions/letters/keep-letter.ts';
import { accessKeyFor } from '../../store/secrets.ts';
import { receiptPdf } from '../citizen/receipt-document.ts';
import { receiptForCounterPdf, replyPreviewPdf } from '../staff/petition-documents.ts';
import { receiptData } from './receipt-document.ts';
import { replyCode, replyData } from './reply-document.ts';

const system = { kind: 'system' } as const;
let city: OneCity;
beforeAll(async () => {
  city = await oneCity();
});
afterAll(() => city.drop());

const read = <T>(work: Parameters<typeof reading<T>>[2]) => reading(city.app.database, system, work);
const receiptOf = (petition_id: string, with_key = true) =>
  read((reader) => receiptData(reader, city.app, { petition_id, with_key }));

async function reply(petition_id: string, change: object = {}) {
  const { unit_id } = await read((reader) =>
    reader.selectFrom('petitions').select('unit_id').where('id', '=', petition_id).executeTakeFirstOrThrow(),
  );
  const row = {
    ...{
      id: newId(),
      petition_id,
      unit_id,
      state: 'sent',
      document_number: `AP/2026/${petition_id.slice(-6)}`,
    },
    ...{
      outcome_code: 'resolved',
      body: 'Cambiamos la lámpara.\n\nYa enciende.',
      reasons: '',
      next_step: 'Nada más.',
    },
    ...{
      means_of_appeal: 'Puede inconformarse.',
      responsible_name: 'Julián Ortiz',
      responsible_title: 'Jefe',
    },
    ...{ drafted_at: city.app.now(), sent_at: '2026-09-17T02:00:00.000Z' },
    ...change,
  };
  await inTransaction(city.app.database, system, (tx) => tx.insertInto('replies').values(row).execute());
  return row;
}

test('a receipt says folio, key, who attends to it, until when and by what law', async () => {
  const { petition_id, folio } = await city.file();
  const data = (await receiptOf(petition_id))!;
  expect(data.folio.value).toBe(folio);
  expect(data.key?.value).toBe(accessKeyFor(city.app.keys, petition_id, 1));
  expect(data.due).toMatchObject({ date: 'lunes 21 de septiembre de 2026' });
  expect(data.due!.citation).not.toBe('');
  expect(Object.fromEntries(data.facts.rows)).toMatchObject({
    Tema: 'Alumbrado público apagado o dañado',
    Lugar: 'Calle Ermita 12, Iztapalapa',
    Medio: 'Portal',
  });
  expect(data.told.text).toBe('La lámpara de la esquina no enciende desde el lunes.');
  expect(data.address).toBe(`http://localhost:3000/c/cdmx/seguimiento/${folio}`);
  expect(data.qr.svg).not.toContain(data.key!.value);
});

test('without the right to it the key is not on the paper', async () => {
  const { petition_id } = await city.file();
  const data = await receiptOf(petition_id, false);
  expect(JSON.stringify(data)).not.toContain(accessKeyFor(city.app.keys, petition_id, 1));
});

test('the receipt comes as PDF for who holds the key, not for a supporter nor for a petition that is not', async () => {
  const { petition_id } = await city.file();
  const pdf = await receiptPdf(city.app, { petition_id });
  expect(pdf?.subarray(0, 8).toString()).toMatch(/^%PDF-1\.\d/);
  expect((await receiptPdf(city.app, { petition_id }))?.equals(pdf!)).toBe(true);
  expect(await receiptPdf(city.app, { petition_id, supporter_id: newId() })).toBeNull();
  expect(await receiptPdf(city.app, { petition_id: newId() })).toBeNull();
});

test('a reply letter is dated where it was written, names who answers and bears a code of its words', async () => {
  const { petition_id, folio } = await city.file();
  const sent = await reply(petition_id, { reasons: 'No procede porque…' });
  const wanted = { petition_id, reply_id: sent.id, drafts_too: false };
  const data = (await read((reader) => replyData(reader, city.app, wanted)))!;
  expect(data).toMatchObject({
    title: 'Respuesta a su solicitud',
    place_and_date: 'Ciudad de México, miércoles 16 de septiembre de 2026',
    to: 'Rosa Núñez',
    watermark: '',
    signature: { name: 'Julián Ortiz', title: 'Jefe' },
  });
  expect(Object.fromEntries(data.facts)).toMatchObject({ Folio: folio });
  expect(data.parts.map(({ heading }) => heading)).toEqual(['Razones', 'Qué sigue', 'Si no está de acuerdo']);
  expect(data.code?.value).toBe(replyCode(city.app.keys, sent));
  expect(replyCode(city.app.keys, { ...sent, body: 'Otra cosa' })).not.toBe(data.code?.value);
  expect(await letterOf(city.app, { petition_id, reply_id: sent.id })).toBeInstanceOf(Buffer);
});

test('a first reply says until when the matter itself must be resolved, where an outcome would stand', async () => {
  const { petition_id } = await city.file();
  const first = await reply(petition_id, { outcome_code: null });
  const wanted = { petition_id, reply_id: first.id, drafts_too: false };
  const data = (await read((reader) => replyData(reader, city.app, wanted)))!;
  expect(data.title).toBe('Primera respuesta a su solicitud');
  const facts = Object.fromEntries(data.facts);
  expect(facts['Fecha límite para resolver']).toMatch(/^\S+ \d+ de \S+ de \d{4}$/);
  expect(facts).not.toHaveProperty('Resultado');
});

test('a reserved identity is not named on paper', async () => {
  const { petition_id } = await city.file({ identity: 'reserved' });
  const sent = await reply(petition_id);
  const wanted = { petition_id, reply_id: sent.id, drafts_too: false };
  const data = await read((reader) => replyData(reader, city.app, wanted));
  expect(data!.to).toBe('A quien presentó la solicitud');
  expect(JSON.stringify(data)).not.toContain('Rosa');
});

test('a draft is for staff only, marked as one, without number or code; another authority sees nothing', async () => {
  const { petition_id } = await city.file();
  const draft = await reply(petition_id, { state: 'draft', document_number: null, sent_at: null });
  expect(await letterOf(city.app, { petition_id, reply_id: draft.id })).toBeNull();
  const wanted = { petition_id, reply_id: draft.id, drafts_too: true };
  const data = await read((reader) => replyData(reader, city.app, wanted));
  expect(data).toMatchObject({ watermark: 'BORRADOR', code: null, document_number: 'Documento sin número' });
  const [own, other] = await authorities(petition_id);
  const which = { petition_id, reply_id: draft.id };
  expect(await replyPreviewPdf(city.app, clerkOf(own), which)).toBeInstanceOf(Buffer);
  expect(await replyPreviewPdf(city.app, clerkOf(other), which)).toBeNull();
  expect(await receiptForCounterPdf(city.app, clerkOf(own), { petition_id, with_key: false })).toBeInstanceOf(
    Buffer,
  );
  expect(await receiptForCounterPdf(city.app, clerkOf(other), { petition_id, with_key: true })).toBeNull();
});

test('a reply of another petition is not found under this one', async () => {
  const [one, other] = [await city.file(), await city.file()];
  const sent = await reply(other.petition_id);
  expect(await letterOf(city.app, { petition_id: one.petition_id, reply_id: sent.id })).toBeNull();
});

async function authorities(petition_id: string): Promise<[string, string]> {
  const { own, other } = await read((reader) =>
    reader
      .selectFrom('petitions as p')
      .innerJoin('authorities as a', (join) => join.onRef('a.id', '<>', 'p.current_authority_id'))
      .select(['p.current_authority_id as own', 'a.id as other'])
      .where('p.id', '=', petition_id)
      .executeTakeFirstOrThrow(),
  );
  return [own, other];
}

function clerkOf(authority_id: string): StaffActor {
  const grant = {
    role_code: 'clerk',
    permissions: ['petition.read'],
    city_id: city.city_id,
    authority_id,
    unit_ids: null,
  };
  return {
    kind: 'staff',
    user_id: newId(),
    name: 'Ana',
    grants: [grant] as never,
    authority_ids: [authority_id],
  };
}
