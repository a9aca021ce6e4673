import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let julian: Browser;
let carla: Browser;

beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  await on('2026-04-29');
  await aPetition(town, ofRosa);
  await aPetition(town, { ...ofRosa, identity: 'reserved' });
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

/** Sets the clock and signs everybody in: a session does not last until the next day. */
async function on(when: string): Promise<void> {
  town.on(when);
  julian = await console_.as(town.staff['julian']!);
  carla = await console_.as(town.staff['carla']!);
}

const rosa = { name: 'Rosa Núñez Prado', email: 'nunez@correo.example', phone: '55 7777 1234' };
const ofRosa = { identity: 'named', contact: rosa, notify_by: 'email' } as const;

it('finds a person by a word of the name, the phone or the e-mail, with the folios that one may see', async () => {
  for (const query of [{ name: 'nunez' }, { phone: '044 55 7777 1234' }, { email: 'NUNEZ@correo.example' }]) {
    const { body } = await julian('find_persons', { query });
    expect([query, body.items]).toMatchObject([query, [{ name: rosa.name, email: rosa.email }]]);
  }
  const [person] = (await julian('find_persons', { query: { name: 'Rosa Prado' } })).body.items;
  const page = await julian('get_person', { params: { id: person!.id } });
  expect(page.body.petitions).toHaveLength(page.body.person.petitions_count);
  expect(page.body.petitions.every(({ identity }) => identity !== 'reserved')).toBe(true);
  expect((await carla('find_persons', { query: { name: 'nunez' } })).body.items).toEqual([]);
  expect((await carla('get_person', { params: { id: person!.id } })).status).toBe(404);
  await julian('edit_person', { params: { id: person!.id }, body: { name: 'Rosa Ibáñez Prado' } });
  expect((await julian('find_persons', { query: { name: 'nunez' } })).body.items).toEqual([]);
  expect((await julian('find_persons', { query: { name: 'ibanez' } })).body.items).toHaveLength(1);
});

it('makes one person of two, with their petitions and their phone', async () => {
  const contact = { name: 'Tomás Lira', phone: '55 8888 0000' };
  await aPetition(town, { identity: 'named', contact, notify_by: 'none' });
  await aPetition(town, {
    identity: 'named',
    contact: { name: 'T. Lira', email: 'lira@correo.example' },
    notify_by: 'none',
  });
  const found = async (query: Record<string, string>) => (await julian('find_persons', { query })).body.items;
  const [[one], [other]] = [
    await found({ phone: contact.phone }),
    await found({ email: 'lira@correo.example' }),
  ];
  expect((await julian('merge_person', { params: { id: one!.id }, body: { into: other!.id } })).status).toBe(
    200,
  );
  expect(await found({ phone: contact.phone })).toMatchObject([{ id: other!.id, petitions_count: 2 }]);
  expect((await julian('get_person', { params: { id: one!.id } })).status).toBe(404);
});

it('takes two persons apart again, each with what was theirs', async () => {
  const contact = { name: 'Inés Cruz', phone: '55 6666 0000' };
  const given = { identity: 'named', notify_by: 'none' } as const;
  const hers = await aPetition(town, { ...given, contact });
  const elsewhere = await aPetition(town, {
    ...{ ...given, contact },
    place: { address_text: 'Calle 1', zone_code: 'coyoacan' },
  });
  await aPetition(town, { ...given, contact: { name: 'Inés C.', email: 'cruz@correo.example' } });
  const found = async (query: Record<string, string>) => (await julian('find_persons', { query })).body.items;
  const [[one], [other]] = [
    await found({ phone: contact.phone }),
    await found({ email: 'cruz@correo.example' }),
  ];
  const split = () => julian('split_person', { params: { id: other!.id }, body: { merged_id: one!.id } });
  expect((await split()).error.code).toBe('conflict');
  await julian('merge_person', { params: { id: one!.id }, body: { into: other!.id } });
  // Also the petition with an authority where Julián sees nothing.
  expect(await personOf(elsewhere.petition_id)).toBe(other!.id);
  const since = await aPetition(town, { ...given, contact });
  const merged = (await julian('get_person', { params: { id: other!.id } })).body;
  expect(merged.merged).toMatchObject([{ id: one!.id, name: 'Inés Cruz' }]);
  expect(merged.person.phone).not.toBeNull();
  const auditor = await console_.as(town.staff['auditor.iztapalapa']!);
  const asked = { params: { id: other!.id }, body: { merged_id: one!.id } };
  expect((await auditor('split_person', asked)).error.code).toBe('forbidden');

  expect((await split()).status).toBe(200);
  expect(await personOf(hers.petition_id)).toBe(one!.id);
  expect(await personOf(elsewhere.petition_id)).toBe(one!.id);
  // Filed while they were one: it stays where it came to.
  expect(await personOf(since.petition_id)).toBe(other!.id);
  expect(await found({ phone: contact.phone })).toMatchObject([{ id: one!.id }]);
  const [first, second] = [
    (await julian('get_person', { params: { id: one!.id } })).body,
    (await julian('get_person', { params: { id: other!.id } })).body,
  ];
  expect(told(first.changes)).toEqual(['merged', 'split']);
  expect(told(second.changes)).toEqual(['merged', 'split']);
  expect(second.merged).toEqual([]);
  expect(second.person.phone).toBeNull();
  expect((await split()).error.code).toBe('conflict');
});

const told = (changes: readonly { readonly change: string }[]) =>
  changes.map(({ change }) => change).filter((change) => change !== 'created');
const personOf = async (petition_id: string) => (await petitionRow(town, petition_id)).person_id;
