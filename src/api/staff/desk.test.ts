import { afterAll, beforeAll, expect, it } from 'vitest';
import { aPetition } from '../../../test/builders.ts';
import { aConsole, type Browser } from '../../../test/console.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { newId } from '../../store/ids.ts';

let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let agent: Browser;
let clerk: Browser;
beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  agent = await console_.as(town.staff['agent.iztapalapa']!);
  clerk = await console_.as(town.staff['clerk.iztapalapa']!);
});
afterAll(async () => {
  await console_.server.close();
  await town.drop();
});

const lookUp = async (browser: Browser, q: string) => {
  const answer = await browser('look_up_at_desk', { query: { q } });
  expect(answer.status).toBe(200);
  return answer.body;
};
const views = (person_id: string) =>
  town.asSystem((tx) =>
    tx.selectFrom('personal_data_views').select('what').where('person_id', '=', person_id).execute(),
  );

it.each([
  '55 8765 4399',
  '044 55 8765 4399',
  '045 5587654399',
  '+52 1 55 8765 4399',
  '(55) 8765-4399',
  '+52 55.8765.4399',
])('finds who calls by their number however it is spelt: %s', async (q) => {
  const { petition_id } = await aPetition(town, {
    notify_by: 'none',
    contact: { name: 'Rosa Tel', phone: '5587654399' },
  });
  const { persons } = await lookUp(agent, q);
  expect(persons.map(({ name }) => name)).toEqual(['Rosa Tel']);
  expect(persons[0]!.petitions.map(({ id }) => id)).toContain(petition_id);
  expect(await views(persons[0]!.id)).toContainEqual({ what: 'search' });
});

it('finds a Colombian number as it is dialled from abroad', async () => {
  await aPetition(town, { notify_by: 'none', contact: { name: 'Yenis Cel', phone: '+57 300 123 4567' } });
  const { persons } = await lookUp(agent, '+57 (300) 1234567');
  expect(persons.map(({ name }) => name)).toEqual(['Yenis Cel']);
});

it('says how a petition stands that the agent may not read, and nothing of what it says', async () => {
  const contact = { name: 'Quejosa Calla', phone: '5512340000' };
  const { petition_id, folio } = await aPetition(town, {
    notify_by: 'none',
    contact,
    description: 'Algo muy privado',
  });
  await town.asSystem((tx) =>
    tx.updateTable('petitions').set({ visibility: 'private' }).where('id', '=', petition_id).execute(),
  );
  const { folio: found } = await lookUp(agent, folio);
  expect(found).toMatchObject({ id: petition_id, is_readable: false, summary: '' });
  expect(found!.said).toContain(folio);
  const { persons } = await lookUp(agent, '5512340000');
  expect(persons[0]!.petitions).toMatchObject([{ id: petition_id, summary: '' }]);
  expect(persons[0]!.last_place).toBeNull();
  expect(JSON.stringify(persons)).not.toContain('muy privado');
  // A name is no proof of anything: by it, only what may be read is found.
  expect((await lookUp(agent, 'Quejosa Calla')).persons).toEqual([]);
  expect((await lookUp(clerk, folio)).folio).toMatchObject({
    is_readable: true,
    summary: 'Algo muy privado',
  });
});

it('never tells whose a petition is that was filed with a reserved identity', async () => {
  const contact = { name: 'Reservada Sí', phone: '5598760000' };
  const open = await aPetition(town, { notify_by: 'none', contact });
  const reserved = await aPetition(town, { notify_by: 'none', contact });
  const person_id = (await petitionRow(town, open.petition_id)).person_id!;
  expect((await petitionRow(town, reserved.petition_id)).person_id).toBe(person_id);
  await town.asSystem((tx) =>
    tx
      .updateTable('petitions')
      .set({ identity: 'reserved', visibility: 'private' })
      .where('id', '=', reserved.petition_id)
      .execute(),
  );
  for (const browser of [agent, clerk]) {
    const { persons } = await lookUp(browser, '5598760000');
    expect(persons[0]!.petitions.map(({ id }) => id)).toEqual([open.petition_id]);
    expect((await lookUp(browser, reserved.folio)).persons).toEqual([]);
  }
  // The clerk reads the petition, and records who asked about it without telling whose it is.
  const body = {
    ...{ interaction_id: newId(), channel: 'phone', kind: 'follow_up', wrap_up: 'answered', person_id },
    ...{ started_at: town.app.now(), ended_at: town.app.now(), petition_ids: [reserved.petition_id] },
  };
  expect((await clerk('end_interaction', { body })).status).toBe(200);
  const told = await clerk('get_person_interactions', { params: { id: person_id } });
  expect(told.body.items).toEqual([]);
});

it('finds nothing of another authority, by folio or by number', async () => {
  const contact = { name: 'De Coyoacán', phone: '5511119999' };
  const { folio } = await aPetition(town, { notify_by: 'none', contact, place: { zone_code: 'coyoacan' } });
  expect(await lookUp(agent, folio)).toEqual({ folio: null, persons: [], capped: false });
  expect((await lookUp(agent, '5511119999')).persons).toEqual([]);
});

it('exports what was attended, without who called or what was said', async () => {
  const body = {
    ...{ interaction_id: newId(), channel: 'counter', kind: 'information', wrap_up: 'referred' },
    ...{ started_at: town.app.now(), ended_at: town.app.now(), answer: 'Que vaya a la oficina' },
  };
  expect((await agent('log_interaction', { body })).status).toBe(200);
  expect((await agent('export_interactions')).status).toBe(403);
  const supervisor = await console_.as(town.staff['supervisor.iztapalapa']!);
  const csv = (await supervisor('export_interactions', { query: { channel: 'counter' } })).bytes.toString();
  const [header, row] = csv.trim().split('\r\n');
  expect(header).toContain('Comenzó,Terminó,Segundos,Canal,Sentido,Tipo de atención,Cierre,Atendió');
  expect(row).toContain('Se le indicó a dónde acudir');
  expect(csv).not.toContain('Que vaya');
});
