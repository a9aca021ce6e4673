import { PDF } from '@libpdf/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aConsole, type Browser } from '../../../test/console.ts';
import { oneCity, type OneCity } from '../../../test/one-city.ts';
import { createUser } from '../../actions/identity/create-user.ts';
import { spokenData } from '../../queries/documents/spoken-document.ts';
import { bumpConfiguration } from '../../store/city-configuration.ts';
import { inTransaction } from '../../store/database.ts';

let city: OneCity;
let console_: Awaited<ReturnType<typeof aConsole>>;
let agent: Browser;
let clerk: Browser;
let elsewhere: Browser;

beforeAll(async () => {
  city = await oneCity();
  console_ = await aConsole(city.app);
  agent = await console_.as(await aPerson('agent', 'cdmx', 'Agente Ejemplo'));
  clerk = await console_.as(await aPerson('clerk', 'iztapalapa', 'Gestora Ejemplo'));
  elsewhere = await console_.as(await aPerson('clerk', 'coyoacan', 'Otra Ejemplo'));
});
afterAll(async () => {
  await console_.server.close();
  await city.drop();
});

async function aPerson(role_code: string, authority: string, name: string): Promise<{ user_id: string }> {
  const { id: authority_id } = await city.app.database
    .selectFrom('authorities')
    .select('id')
    .where('code', '=', authority)
    .executeTakeFirstOrThrow();
  return createUser(
    city.app,
    { kind: 'system' },
    {
      ...{ city_id: city.city_id, email: `${role_code}.${authority}@gestion.example`, name },
      ...{ password: 'cuatro palabras sueltas aquí', must_change_password: false },
      grants: [{ role_code, authority_id, unit_id: null }],
    },
  );
}

const spoken = { read_back: true, copy_asked: true, language: 'náhuatl' };
/** A lamp of Iztapalapa, told at the counter. */
const told = (change: object = {}) => ({
  body: {
    ...{
      service_code: 'alumbrado',
      channel: 'counter' as const,
      description: 'No prende la lámpara del parque.',
    },
    ...{
      answers: { lamps: 1, state: 'dark' },
      place: { zone_code: 'iztapalapa' },
      identity: 'named' as const,
    },
    contact: {
      name: 'Rosa Núñez',
      email: 'rosa@example.mx',
      phone: '5512345678',
      address: 'Calle Ermita 12',
    },
    ...{ notify_by: 'phone' as const, privacy_version: 1, spoken },
    ...change,
  },
});

/** What a PDF says, how wide its pages are in millimetres, and whether it is tagged. */
async function read(bytes: Buffer): Promise<{ text: string; width: number; pages: number; tagged: boolean }> {
  const pdf = await PDF.load(bytes);
  return {
    text: pdf
      .extractText()
      .map(({ text }) => text)
      .join(' ')
      .replaceAll(/\s+/g, ' '),
    width: Math.round((pdf.getPages()[0]!.width * 25.4) / 72),
    pages: pdf.getPageCount(),
    tagged: bytes.toString('latin1').includes('/StructTreeRoot'),
  };
}

/** Files as that person, and expects that it is done. */
async function filedBy(who: Browser, change: object = {}) {
  const answer = await who('file_petition', told(change));
  expect(answer.error?.fields ?? {}).toEqual({});
  expect(answer.status).toBe(200);
  return answer.body;
}

it('hands a stamped receipt with the key to who stands there, on a sheet and on a roll of 80 mm', async () => {
  const filed = await filedBy(agent);
  const params = { id: filed.petition_id };
  const sheet = await read((await agent('get_receipt', { params })).bytes);
  expect(sheet).toMatchObject({ width: 216, pages: 1, tagged: true });
  const roll = await read((await agent('get_receipt', { params, query: { paper: 'thermal' } })).bytes);
  expect(roll).toMatchObject({ width: 80, pages: 1, tagged: true });
  for (const { text } of [sheet, roll]) {
    expect(text).toContain(filed.folio);
    expect(text).toContain(filed.access_key);
    expect(text).toContain('La recibió: Agente Ejemplo');
    expect(text).toContain('No prende la lámpara del parque.');
  }
  const clerks = await read((await clerk('get_receipt', { params })).bytes);
  expect(clerks.text).toContain(filed.folio);
  expect(clerks.text).not.toContain(filed.access_key);
  expect((await elsewhere('get_receipt', { params })).status).toBe(404);
  const later = await aConsole(city.with({ now: () => '2026-09-11T17:30:00.000Z' }));
  const same = await later.as(await userOf('agent.cdmx@gestion.example'));
  expect((await same('get_receipt', { params })).status).toBe(404);
  const own = await filedBy(clerk);
  const late_clerk = await later.as(await userOf('clerk.iztapalapa@gestion.example'));
  const late = await read((await late_clerk('get_receipt', { params: { id: own.petition_id } })).bytes);
  expect(late.text).toContain(own.folio);
  expect(late.text).not.toContain(own.access_key);
  await later.server.close();
});

const userOf = async (email: string) => {
  const { id } = await city.app.database
    .selectFrom('users')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow();
  return { user_id: id };
};

it('keeps the record that the law asks of what was spoken, with lines to sign, and who was given a copy', async () => {
  const filed = await filedBy(agent);
  const params = { id: filed.petition_id };
  const record = await read((await agent('get_spoken_record', { params })).bytes);
  expect(record.tagged).toBe(true);
  for (const words of [
    ...['Constancia de petición verbal', filed.folio, 'viernes 11 de septiembre de 2026', 'Rosa Núñez'],
    ...['Calle Ermita 12', 'La escribió Agente Ejemplo', 'náhuatl', 'dijo que es correcta', 'pidió copia'],
    ...['Firma de quien la presenta', 'Firma de quien la recibió', 'No prende la lámpara del parque.'],
  ])
    expect(record.text).toContain(words);
  expect((await agent('give_spoken_copy', { params, body: { way: 'paper' } })).status).toBe(200);
  expect((await clerk('give_spoken_copy', { params, body: { way: 'email' } })).status).toBe(200);
  expect((await elsewhere('give_spoken_copy', { params, body: { way: 'paper' } })).status).toBe(404);
  const copies = await inTransaction(city.app.database, { kind: 'system' }, (tx) =>
    tx
      .selectFrom('spoken_copies')
      .select('way')
      .where('petition_id', '=', filed.petition_id)
      .orderBy('way')
      .execute(),
  );
  expect(copies).toEqual([{ way: 'email' }, { way: 'paper' }]);
  const page = await clerk('get_petition', { params });
  expect(page.body.petition.spoken).toEqual({ copy_asked: true, copies_given: 2 });
});

it('cites what the pack says of spoken petitions, and nothing where it says nothing', async () => {
  const filed = await filedBy(agent);
  const wanted = { petition_id: filed.petition_id, contacts: [] };
  const data = () =>
    inTransaction(city.app.database, { kind: 'system' }, (tx) => spokenData(tx, city.app, wanted));
  expect((await data())?.citation).toBe('');
  const citation = 'Ley 1755 de 2015, artículo 15';
  await inTransaction(city.app.database, { kind: 'system' }, async (tx) => {
    const { settings } = await tx
      .selectFrom('cities')
      .select('settings')
      .where('id', '=', city.city_id)
      .executeTakeFirstOrThrow();
    const after = JSON.stringify({ ...(settings as object), spoken_petition: { citation } });
    await tx.updateTable('cities').set({ settings: after }).where('id', '=', city.city_id).execute();
    await bumpConfiguration(tx, city.city_id);
  });
  expect((await data())?.citation).toBe(citation);
});

it('sends the receipt to the e-mail that was given, by who filed it alone', async () => {
  const filed = await filedBy(agent);
  const params = { id: filed.petition_id };
  expect((await agent('send_receipt', { params })).status).toBe(200);
  expect((await clerk('send_receipt', { params })).error.code).toBe('handed_over_already');
  const { body: nobodys } = await agent(
    'file_petition',
    told({ contact: { name: 'Rosa', phone: '5512345678' } }),
  );
  const refused = await agent('send_receipt', { params: { id: nobodys.petition_id } });
  expect(refused.error.code).toBe('contact_required');
});

it('tells whoever attends when each door is open, their own authority first', async () => {
  const friday = await agent('get_desk_hours', {});
  const [own, ...others] = friday.body.items;
  expect(own!.authority.name).toBe('Gobierno de la Ciudad de México');
  const doorOf = (items: typeof own, code: string) => items!.doors.find((one) => one.code === code);
  expect(doorOf(own, 'phone')).toMatchObject({
    standing: { is_open: true, closes_at: '2026-09-12T02:00:00Z' },
    week: [
      { from: 1, until: 5 },
      { from: 6, until: 6 },
    ],
  });
  expect(others.length).toBeGreaterThan(0);
  const clerks = await clerk('get_desk_hours', {});
  expect(clerks.body.items[0]!.authority.name).toContain('Iztapalapa');
  expect(doorOf(clerks.body.items[0], 'phone')).toBeUndefined();
});

it('makes no such record of a letter, and names nobody whose identity is reserved', async () => {
  const letter = await agent('file_petition', told({ channel: 'letter' }));
  expect(letter.error.code).toBe('not_spoken');
  const filed = await filedBy(agent, { channel: 'letter', spoken: null });
  expect((await agent('get_spoken_record', { params: { id: filed.petition_id } })).status).toBe(404);
  const hidden = await filedBy(agent, { identity: 'reserved' });
  const record = await read((await agent('get_spoken_record', { params: { id: hidden.petition_id } })).bytes);
  expect(record.text).toContain(hidden.folio);
  expect(record.text).not.toContain('Rosa');
  expect(record.text).not.toContain('Ermita');
});
