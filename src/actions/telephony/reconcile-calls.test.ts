import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anExchange, type TownExchange } from '../../../test/telephony/exchange.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { callsToReturn } from '../../queries/staff/calls-to-return.ts';
import { telephonySettings } from '../../queries/staff/calls-settings.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { sayAgentState } from './say-agent-state.ts';
import { importQueueLogFile, readExchangeLogs } from './read-exchange-log.ts';
import { recordCall } from './record-call.ts';

let town: Town;
let exchange: TownExchange;
let now: number;
const folder = mkdtempSync(join(tmpdir(), 'atiende-queue-log-'));
const file = join(folder, 'queue_log');

beforeAll(async () => {
  town = await aTown();
  now = Math.floor(Date.parse(town.app.now()) / 1000);
  const up_at = town.app.now();
  exchange = await anExchange(town, { port: 5038, agents: ['agent.iztapalapa'], up_at });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  return town.drop();
});

const system = { kind: 'system' } as const;
/** Lines of a call, by seconds before now. */
const line = (ago: number, id: string, ...words: (string | number)[]) => [now - ago, id, ...words].join('|');
const enters = (ago: number, id: string, number: string) =>
  line(ago, id, 'atencion', 'NONE', 'ENTERQUEUE', '', number, 1);
const answered = (ago: number, id: string, number: string) => [
  enters(ago, id, number),
  line(ago - 10, id, 'atencion', '101', 'CONNECT', 10, `${id}9`, 3),
  line(ago - 70, id, 'atencion', '101', 'COMPLETECALLER', 10, 60, 1),
];
const abandoned = (ago: number, id: string, number: string) => [
  enters(ago, id, number),
  line(ago - 40, id, 'atencion', 'NONE', 'ABANDON', 1, 1, 40),
];
const record = (lines: readonly string[]) => writeFileSync(file, `${lines.join('\n')}\n`);
const heard = (id: string, number: string, ago: number) => ({
  ...{ linked_id: id, at: new Date((now - ago) * 1000).toISOString() },
  ...{ kind: 'joined' as const, queue: 'atencion', number },
});
const known = () =>
  town.asSystem((tx) =>
    tx
      .selectFrom('calls as c')
      .leftJoin('call_legs as l', 'l.call_id', 'c.id')
      .leftJoin('call_queues as q', 'q.id', 'c.queue_id')
      .select(['c.linked_id', 'c.outcome', 'c.wait_s', 'l.user_id', 'q.code'])
      .where('c.exchange_id', '=', exchange.exchange_id)
      .orderBy('c.started_at')
      .execute(),
  );
const asker = async (who: string) => ({
  actor: town.staff[who]!,
  city: (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!,
});
const waiting = async () =>
  (await callsToReturn(town.app, await asker('agent.iztapalapa'))).items.map(({ ends_in }) => ends_in);
const read = () => importQueueLogFile(town.app, exchange.exchange_id, file);

it('knows calls that began and ended while the line was away, once, and completes those it had guessed', async () => {
  const { exchange_id } = exchange;
  const agent = town.staff['agent.iztapalapa']!;
  await sayAgentState(town.app, agent, { state: 'available' });
  // When the line came back this one was gone: it was closed by what had been heard, as abandoned.
  const guessed = heard('100.1', '5551110001', 600);
  await recordCall(town.app, system, {
    exchange_id,
    facts: [guessed, { linked_id: '100.1', at: guessed.at, kind: 'hung_up', channel: '100.1', cause: null }],
  });
  // This one was told in full, to the millisecond, and is left as it is.
  await recordCall(town.app, system, {
    exchange_id,
    facts: [
      heard('100.2', '5551110002', 500),
      { linked_id: '100.2', at: heard('', '', 480).at, kind: 'hung_up', channel: '100.2', cause: 16 },
    ],
  });
  record([
    ...[...answered(600, '100.1', '5551110001'), ...answered(500, '100.2', '5551110002')],
    ...[...answered(400, '100.3', '5551110003'), ...abandoned(300, '100.4', '5551110004')],
    // Who called in vain and got through later needs no calling back; who waits at this moment is not over.
    ...[...abandoned(290, '100.5', '5551110003'), ...abandoned(280, '100.6', '5551110006')],
    ...[...answered(230, '100.7', '5551110006'), enters(130, '100.8', '5551110008')],
  ]);
  expect(await read()).toMatchObject({ calls: 7, added: 5, corrected: 1, known: 1 });
  const first = await known();
  const user_id = agent.user_id;
  expect(first.map((one) => [one.linked_id, one.outcome, Number(one.wait_s), one.user_id])).toEqual([
    ['100.1', 'answered', 10, user_id],
    ['100.2', 'abandoned', 20, null],
    ['100.3', 'answered', 10, user_id],
    ['100.4', 'abandoned', 40, null],
    ['100.5', 'abandoned', 40, null],
    ['100.6', 'abandoned', 40, null],
    ['100.7', 'answered', 10, user_id],
  ]);
  expect((await waiting()).sort()).toEqual(['0002', '0003', '0004']);
  expect(await read()).toMatchObject({ calls: 7, added: 0, corrected: 0, known: 7 });
  expect(await known()).toEqual(first);
  expect((await waiting()).sort()).toEqual(['0002', '0003', '0004']);
  // Nobody has to write down now what they spoke minutes ago.
  const state = await town.asSystem((tx) =>
    tx.selectFrom('agent_states').select('state').where('until', 'is', null).executeTakeFirstOrThrow(),
  );
  expect(state.state).toBe('available');
});

it('knows a call by its number where the record has it under another channel', async () => {
  const { exchange_id } = exchange;
  const out = { linked_id: 'atiende-1', at: heard('', '', 2000).at };
  await recordCall(town.app, system, {
    exchange_id,
    facts: [
      { ...out, kind: 'began', interface: 'PJSIP/101', number: null, dialled: '5559990000' },
      { ...out, at: heard('', '', 1800).at, kind: 'hung_up', channel: 'atiende-1', cause: 16 },
    ],
  });
  record(abandoned(1900, '200.5', '5559990000'));
  expect(await read()).toMatchObject({ added: 0, known: 1 });
});

it('reads the folder of the exchange by itself and shows when, and what it found', async () => {
  const settings = async () => {
    const { exchanges } = await telephonySettings(town.app, await asker('administrator.iztapalapa'));
    return exchanges.find(({ id }) => id === exchange.exchange_id);
  };
  expect(await settings()).toMatchObject({ log_read_at: null });
  await readExchangeLogs(town.app, join(folder, 'otra'));
  expect(await settings()).toMatchObject({ log_problem: 'no_file', log_calls: null });
  const own = join(folder, 'monitor');
  mkdirSync(own);
  // One that was set aside by the exchange is read too; what lies weeks back is not.
  writeFileSync(join(own, 'queue_log.1'), `${answered(7000, '300.1', '5552220001').join('\n')}\n`);
  const old = answered(30 * 86_400, '300.0', '5552220000');
  writeFileSync(join(own, 'queue_log'), `${[...old, ...abandoned(6000, '300.2', '')].join('\n')}\n`);
  await readExchangeLogs(town.app, own);
  expect(await settings()).toMatchObject({
    ...{ log_problem: null, log_calls: 2, log_added: 2, log_corrected: 0 },
    ...{ log_read_at: town.app.now(), log_until: new Date((now - 5960) * 1000).toISOString() },
  });
  await readExchangeLogs(town.app, own);
  expect(await settings()).toMatchObject({ log_calls: 2, log_added: 0 });
  // Another exchange that is switched off does not move the folder of this one, nor does switching it off move it back.
  const { exchange_id } = await anExchange(town, { port: 5039, agents: [] });
  const off = { is_enabled: false };
  await town.asSystem((tx) =>
    tx.updateTable('telephone_exchanges').set(off).where('id', '=', exchange_id).execute(),
  );
  await readExchangeLogs(town.app, own);
  expect(await settings()).toMatchObject({ log_problem: 'no_file' });
  mkdirSync(join(own, exchange.exchange_id));
  writeFileSync(join(own, exchange.exchange_id, 'queue_log'), `${abandoned(5000, '300.3', '').join('\n')}\n`);
  await readExchangeLogs(town.app, own);
  expect(await settings()).toMatchObject({ log_problem: null, log_added: 1 });
});

it('calls nobody back who got through meanwhile at another exchange of the authority', async () => {
  const up_at = town.app.now();
  const { exchange_id } = await anExchange(town, { port: 5040, agents: ['julian'], up_at });
  const number = '5553330001';
  const joined = heard('500.1', number, 300);
  const leg = { linked_id: '500.1', channel: '500.2', interface: 'PJSIP/101' };
  await recordCall(town.app, system, {
    exchange_id,
    facts: [
      joined,
      { ...leg, at: heard('', '', 290).at, kind: 'connected', waited_s: 10, rang_s: 3 },
      { linked_id: '500.1', at: heard('', '', 250).at, kind: 'hung_up', channel: '500.1', cause: 16 },
    ],
  });
  record([...abandoned(400, '400.1', number), ...abandoned(390, '400.2', '5553330002')]);
  expect(await read()).toMatchObject({ added: 2 });
  const ends = await waiting();
  expect([ends.includes('0001'), ends.filter((end) => end === '0002').length]).toEqual([false, 2]);
});
