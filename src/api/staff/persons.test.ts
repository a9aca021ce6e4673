import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, type Town } from '../../../test/town.ts';

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
