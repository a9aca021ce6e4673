import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { portalServer, textOf, visitor, type Visitor } from '../../../test/portal-visitor.ts';
import { anExchange } from '../../../test/telephony/exchange.ts';
import { aPetition } from '../../../test/builders.ts';
import { aTown, petitionRow, type Town } from '../../../test/town.ts';
import { beginInteraction } from '../../actions/interactions/begin-interaction.ts';
import { closeCallBack, takeCallBack } from '../../actions/telephony/call-backs.ts';
import { recordCall } from '../../actions/telephony/record-call.ts';
import { sweepExpired } from '../../actions/upkeep/sweep-expired.ts';
import { callsToReturn } from '../../queries/staff/calls-to-return.ts';
import { bumpConfiguration, cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';

let town: Town;
let server: FastifyInstance;
let who: Visitor;
beforeAll(async () => {
  town = await aTown();
  server = await portalServer(town.app);
});
afterAll(async () => {
  await server.close();
  await town.drop();
});
beforeEach(async () => {
  await town.asSystem((tx) =>
    tx.updateTable('call_backs').set({ state: 'done', closed_at: town.app.now() }).execute(),
  );
  who = visitor(server);
});

const city = async () => (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
const path = '/que-me-llamen';

/** The first authority's telephone is open on working days, from nine to two. */
async function keepsHours(): Promise<void> {
  const [authority_id] = (await city()).authorities.keys();
  await town.asSystem(async (tx) => {
    for (const weekday of [1, 2, 3, 4, 5])
      await tx
        .insertInto('opening_hours')
        .values({
          id: newId(),
          authority_id: authority_id!,
          channel: 'phone',
          weekday,
          opens: '09:00',
          closes: '14:00',
        })
        .execute();
    await bumpConfiguration(tx, town.city_id);
  });
}

const ask = async (fields: Record<string, string>, visitor_ = who) => {
  await visitor_.get(path);
  return visitor_.send(path, { telefono: '449 965 0088', ...fields });
};
const listOf = async (name: string) =>
  (await callsToReturn(town.app, { actor: town.staff[name]!, city: await city() })).items;
const rows = () =>
  town.asSystem((tx) => tx.selectFrom('call_backs').selectAll().orderBy('created_at').execute());
const waiting = async () => (await rows()).filter(({ closed_at }) => closed_at === null);

it('is not offered where the telephone keeps no hours', async () => {
  expect((await who.get(path)).status).toBe(404);
  expect((await who.get('/')).body).not.toContain(path);
  await keepsHours();
  expect((await who.get(path)).status).toBe(200);
  expect((await who.get('/')).body).toContain(path);
  expect((await who.get('/ayuda')).status).toBe(200);
});

it('lands once for a number in the list of who attends there, and says what it is about to who takes it', async () => {
  const asked = await ask({ asunto: 'No entiendo mi recibo', folio: 'IZP-2026-000001-X' });
  expect([asked.status, textOf(asked.body)]).toEqual([200, expect.stringContaining('Le llamaremos')]);
  expect((await ask({ telefono: '+52 (449) 965-0088', asunto: 'El recibo de la luz' })).status).toBe(200);
  const [one, ...others] = await waiting();
  expect(others).toEqual([]);
  expect(JSON.stringify(one)).not.toMatch(/recibo|9650088/);
  const [first] = (await city()).authorities.values();
  const agent = `agent.${first!.code}`;
  expect(await listOf(agent)).toMatchObject([
    { ends_in: '0088', number: null, about: '', folio: '', missed: 0, asked_at: town.app.now() },
  ]);
  const elsewhere = [...(await city()).authorities.values()].find(({ id }) => id !== first!.id)!;
  expect(await listOf(`agent.${elsewhere.code}`)).toEqual([]);
  const call_back_id = one!.id;
  await expect(
    takeCallBack(town.app, town.staff[`agent.${elsewhere.code}`]!, { call_back_id }),
  ).rejects.toThrow('not_found');
  await takeCallBack(town.app, town.staff[agent]!, { call_back_id });
  expect(await listOf(agent)).toMatchObject([
    { number: '+524499650088', about: 'El recibo de la luz', folio: '', is_mine: true },
  ]);
  // Who took it and was heard of no more keeps it from nobody.
  const supervisor = town.staff[`supervisor.${first!.code}`]!;
  await expect(takeCallBack(town.app, supervisor, { call_back_id })).rejects.toThrow('call_back_taken');
  const later = { ...town.app, now: () => new Date(Date.parse(town.app.now()) + 61 * 60_000).toISOString() };
  await takeCallBack(later, supervisor, { call_back_id });
  await closeCallBack(later, supervisor, { call_back_id, outcome: 'done' });
  expect(await waiting()).toEqual([]);
});

it('is asked for within the hours, and is not to be taken before the time that was chosen', async () => {
  const { body } = await who.get(path);
  const times = [...body.matchAll(/<option value="(2026[^"]+)"/g)].map(([, value]) => value!);
  expect(times.length).toBeGreaterThan(5);
  const from = times.at(-1)!;
  const asked = await ask({ cuando: from });
  expect(textOf(asked.body)).toContain('entre las 11:00 y las 14:00');
  expect(await waiting()).toMatchObject([{ not_before: new Date(from).toISOString() }]);
  const [first] = (await city()).authorities.values();
  expect(await listOf(`agent.${first!.code}`)).toMatchObject([{ may_be_taken: false, is_overdue: false }]);
  const gone = await ask({ cuando: '2026-01-01T09:00:00Z' });
  expect([gone.status, textOf(gone.body)]).toEqual([422, expect.stringContaining('Elija otra')]);
});

it('is called once more by who has it, for as long again, and by nobody once it was moved to later', async () => {
  const [first] = (await city()).authorities.values();
  const [agent, supervisor] = [town.staff[`agent.${first!.code}`]!, town.staff[`supervisor.${first!.code}`]!];
  await ask({ telefono: '449 965 0055' });
  const call_back_id = (await waiting())[0]!.id;
  const after = (minutes: number) => ({
    ...town.app,
    now: () => new Date(Date.parse(town.app.now()) + minutes * 60_000).toISOString(),
  });
  await takeCallBack(town.app, agent, { call_back_id });
  await takeCallBack(after(50), agent, { call_back_id });
  await expect(takeCallBack(after(70), supervisor, { call_back_id })).rejects.toThrow('call_back_taken');
  const { body } = await who.get(path);
  const from = [...body.matchAll(/<option value="(2026[^"]+)"/g)].at(-1)![1]!;
  await ask({ telefono: '449 965 0055', cuando: from });
  await expect(takeCallBack(after(70), agent, { call_back_id })).rejects.toThrow('call_back_later');
});

it('is settled through an exchange of another authority, and the number goes from that call too', async () => {
  const [first, other] = [...(await city()).authorities.values()];
  const agent = `agent.${first!.code}`;
  const up_at = town.app.now();
  const exchange = { port: 5038, agents: [agent], up_at, authority: other!.code };
  const { exchange_id } = await anExchange(town, exchange);
  const made: string[] = [];
  for (const telefono of ['449 965 0061', '449 965 0062']) {
    await ask({ telefono });
    const call_back_id = (await waiting())[0]!.id;
    const { call_id } = await takeCallBack(town.app, town.staff[agent]!, { call_back_id, calls: true });
    made.push(call_id!);
    const linked_id = `atiende-${call_id}`;
    const told = { linked_id, at: town.app.now() };
    const own = { ...told, interface: 'PJSIP/101', number: null, dialled: telefono.replaceAll(' ', '') };
    await recordCall(
      town.app,
      { kind: 'system' },
      {
        exchange_id,
        facts: [
          { ...own, kind: 'began' },
          { ...told, kind: 'answered', channel: '9.2', interface: 'PJSIP/troncal' },
          { ...told, kind: 'hung_up', channel: linked_id, cause: 16 },
        ],
      },
    );
    expect(await waiting()).toEqual([]);
  }
  // Of one of them something is written down for a person who is known.
  const [unknown, known] = made;
  const interaction_id = newId();
  const begun = { interaction_id, city_id: town.city_id, channel: 'phone', direction: 'out' } as const;
  await beginInteraction(town.app, town.staff[agent]!, { ...begun, call_id: known!, started_at: up_at });
  const { petition_id } = await aPetition(town, {
    contact: { name: 'Rosa', phone: '449 965 0062', email: 'rosa@correo.example' },
  });
  const { person_id } = await petitionRow(town, petition_id);
  await town.asSystem((tx) =>
    tx.updateTable('interactions').set({ person_id }).where('id', '=', interaction_id).execute(),
  );
  const kept = () =>
    town.asSystem((tx) =>
      tx
        .selectFrom('calls')
        .select('id')
        .where('id', 'in', made)
        .where('number_index', 'is not', null)
        .execute(),
    );
  const days = (n: number) => new Date(Date.parse(town.app.now()) + n * 86_400_000).toISOString();
  await sweepExpired({ ...town.app, now: () => days(20) });
  expect((await kept()).length).toBe(2);
  await sweepExpired({ ...town.app, now: () => days(45) });
  expect(await kept()).toEqual([{ id: known }]);
  const gone = await town.asSystem((tx) =>
    tx.selectFrom('calls').selectAll().where('id', '=', unknown!).executeTakeFirstOrThrow(),
  );
  expect(gone).toMatchObject({
    number_cipher: null,
    number_index: null,
    person_id: null,
    outcome: 'answered',
  });
  // What was ordered of the exchange went long before.
  expect(await town.asSystem((tx) => tx.selectFrom('exchange_orders').select('id').execute())).toEqual([]);
});

it('gives back what was typed with a number that is none, and calls nobody abroad', async () => {
  for (const telefono of ['', '12', '+34 612 345 678', '0448', 'hola']) {
    const refused = await ask({ telefono, asunto: 'Mi asunto de siempre' });
    expect([telefono, refused.status]).toEqual([telefono, 422]);
    expect(refused.body).toContain('Mi asunto de siempre');
  }
  expect(await waiting()).toEqual([]);
});

it('is asked for all day, whatever plan the database has made of it by then', async () => {
  for (let n = 10; n < 25; n += 1) expect((await ask({ telefono: `449 965 00${n}` })).status).toBe(200);
  expect(await waiting()).toHaveLength(15);
});

it('does not let one place have a number called again and again', async () => {
  const other = { telefono: '449 965 0099' };
  for (let n = 0; n < 3; n += 1) expect((await ask(other)).status).toBe(200);
  expect((await ask(other)).status).toBe(429);
});

it('forgets number and words after thirty days, called or not', async () => {
  await ask({ telefono: '449 965 0077', asunto: 'Algo' });
  const days = (n: number) => new Date(Date.parse(town.app.now()) + n * 86_400_000).toISOString();
  await sweepExpired({ ...town.app, now: () => days(20) });
  expect(await waiting()).toHaveLength(1);
  await sweepExpired({ ...town.app, now: () => days(45) });
  const after = await rows();
  expect(after.length).toBeGreaterThan(0);
  for (const one of after)
    expect(one).toMatchObject({ number_cipher: null, number_index: null, asked_cipher: null });
  expect(await waiting()).toEqual([]);
});
