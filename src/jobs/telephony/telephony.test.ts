import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from 'vitest';
import { amiPeer, type AmiPeer } from '../../../test/telephony/ami-peer.ts';
import { aCertificate } from '../../../test/telephony/certificate.ts';
import { anExchange, type TownExchange } from '../../../test/telephony/exchange.ts';
import { ariSocket } from '../../../test/telephony/ari-socket.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { ariSecretPlace } from '../../actions/softphone/softphone-order.ts';
import { handleCall } from '../../actions/telephony/handle-call.ts';
import { placeCall } from '../../actions/telephony/place-call.ts';
import { sayAgentState } from '../../actions/telephony/say-agent-state.ts';
import { isLinkUp } from '../../core/telephony/link.ts';
import { ownTelephone } from '../../queries/staff/calls-telephone.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { encryptText } from '../../store/encryption.ts';
import { holdLines } from './hold-lines.ts';

let town: Town;
let peer: AmiPeer;
let exchange: TownExchange;
let letGo: () => Promise<void>;
const said: string[] = [];

beforeAll(async () => {
  town = await aTown();
});
afterAll(() => town.drop());
beforeEach(async () => {
  peer = await amiPeer();
  await town.asSystem(async (tx) => {
    await tx.deleteFrom('telephone_extensions').execute();
    await tx.updateTable('telephone_exchanges').set({ is_enabled: false }).execute();
  });
  exchange = await anExchange(town, { port: peer.port, agents: ['agent.iztapalapa', 'julian'] });
  said.length = 0;
  letGo = holdLines(
    { ...town.app, now: () => new Date().toISOString() },
    town.url,
    ({ event }) => void said.push(event),
  );
  await expect.poll(() => peer.connected(), { timeout: 10_000 }).toBe(1);
});
afterEach(async () => {
  await letGo();
  await peer.close();
});

const calls = () =>
  town.asSystem((tx) =>
    tx
      .selectFrom('calls')
      .selectAll()
      .where('exchange_id', '=', exchange.exchange_id)
      .orderBy('started_at')
      .execute(),
  );
const legs = () =>
  town.asSystem((tx) =>
    tx
      .selectFrom('call_legs as l')
      .innerJoin('calls as c', 'c.id', 'l.call_id')
      .selectAll('l')
      .where('c.exchange_id', '=', exchange.exchange_id)
      .orderBy('l.rang_at')
      .execute(),
  );
const linkOf = () =>
  town.asSystem((tx) =>
    tx
      .selectFrom('telephone_exchanges')
      .select(['link', 'heard_at'])
      .where('id', '=', exchange.exchange_id)
      .executeTakeFirstOrThrow(),
  );

/** A call comes in, rings at the first agent, and is taken. */
function comesIn(linked_id: string, number: string, until: 'rings' | 'taken' = 'taken'): void {
  const base = { Uniqueid: linked_id, Linkedid: linked_id, CallerIDNum: number };
  const leg = {
    Interface: 'PJSIP/101',
    DestUniqueid: `${linked_id}9`,
    DestChannel: 'PJSIP/101-00000001',
    Queue: 'atencion',
  };
  peer.channels.set(linked_id, {
    Channel: 'PJSIP/troncal-00000001',
    Uniqueid: linked_id,
    Linkedid: linked_id,
  });
  peer.say({ Event: 'Newchannel', Channel: 'PJSIP/troncal-00000001', Exten: '0311', ...base });
  peer.say({ Event: 'QueueCallerJoin', Queue: 'atencion', ...base });
  peer.say({ Event: 'AgentCalled', ...base, ...leg });
  if (until === 'taken') peer.say({ Event: 'AgentConnect', ...base, ...leg, HoldTime: '2', RingTime: '1' });
}

it('writes a call down as it is told, with who has that telephone, and is told once', async () => {
  comesIn('100.1', '04499650088', 'rings');
  comesIn('100.1', '04499650088');
  await expect
    .poll(async () => (await legs()).map((leg) => leg.answered_at !== null), { timeout: 5_000 })
    .toEqual([true]);
  peer.channels.clear();
  peer.say({ Event: 'Hangup', Uniqueid: '100.1', Linkedid: '100.1', Cause: '16' });
  await expect
    .poll(async () => (await calls()).map(({ outcome }) => outcome), { timeout: 5_000 })
    .toEqual(['answered']);
  const [call] = await calls();
  expect(call).toMatchObject({ direction: 'in', linked_id: '100.1', hangup_cause: 16 });
  expect((await legs())[0]).toMatchObject({
    ...{ user_id: town.staff['agent.iztapalapa']!.user_id, extension: '101', end_reason: 'caller' },
  });
  // The number is nowhere to be read.
  expect(call!.number_cipher!.toString('latin1')).not.toContain('4499650088');
});

it('ends what ended while the exchange was away, within a minute (check D6)', async () => {
  comesIn('200.1', '5551234567');
  comesIn('200.2', '5551234568');
  await expect.poll(async () => (await legs()).length, { timeout: 5_000 }).toBe(2);
  await town.asSystem((tx) =>
    tx
      .updateTable('calls')
      .set({ heard_at: new Date(Date.now() - 20_000).toISOString() })
      .where('exchange_id', '=', exchange.exchange_id)
      .execute(),
  );
  peer.channels.delete('200.1');
  peer.cut();
  await expect.poll(async () => (await linkOf()).link, { timeout: 5_000 }).toBe('down');
  await expect.poll(() => peer.connected(), { timeout: 15_000 }).toBe(1);
  await expect
    .poll(async () => (await calls()).map(({ linked_id, outcome }) => [linked_id, outcome]), {
      timeout: 10_000,
    })
    .toEqual([
      ['200.1', 'answered'],
      ['200.2', null],
    ]);
  expect((await legs()).map(({ end_reason }) => end_reason).sort()).toEqual(['lost', null].sort());
  expect(isLinkUp(await linkOf(), new Date().toISOString())).toBe(true);
}, 40_000);

it('tells the exchange what an agent wants, and keeps no number of it', async () => {
  const agent = town.staff['julian']!;
  const app = { ...town.app, now: () => new Date().toISOString() };
  await sayAgentState(app, agent, { state: 'paused', reason: 'meal' });
  await expect.poll(() => peer.asked.map(({ Action }) => Action), { timeout: 5_000 }).toEqual(['QueuePause']);
  expect(peer.asked[0]).toMatchObject({ Interface: 'PJSIP/102', Paused: 'true', Reason: 'meal' });
  await expect.poll(async () => isLinkUp(await linkOf(), app.now()), { timeout: 5_000 }).toBe(true);
  const { call_id } = await placeCall(app, agent, { city_id: town.city_id, number: '044 55 2058 0611' });
  await expect.poll(() => peer.asked.length, { timeout: 5_000 }).toBe(2);
  expect(peer.asked[1]).toMatchObject({
    ...{ Action: 'Originate', Channel: 'PJSIP/102', Exten: '5520580611', ChannelId: `atiende-${call_id}` },
  });
  const left = () => town.asSystem((tx) => tx.selectFrom('exchange_orders').select('told_cipher').execute());
  await expect
    .poll(async () => (await left()).map(({ told_cipher }) => told_cipher), { timeout: 5_000 })
    .toEqual([null, null]);
});

it('hands a call on for who speaks at a telephone on the desk, and for nobody else', async () => {
  const app = { ...town.app, now: () => new Date().toISOString() };
  const agent = town.staff['agent.iztapalapa']!;
  comesIn('500.1', '5551239999');
  await expect.poll(async () => (await legs()).length, { timeout: 5_000 }).toBe(1);
  await expect.poll(async () => isLinkUp(await linkOf(), app.now()), { timeout: 5_000 }).toBe(true);
  peer.channels.set('500.19', { Channel: 'PJSIP/101-00000001', Uniqueid: '500.19', Linkedid: '500.1' });
  const call_id = (await calls())[0]!.id;
  const on = { call_id, verb: 'transfer' as const, manner: 'blind' as const };
  await expect(handleCall(app, town.staff['julian']!, { ...on, to: '502' })).rejects.toThrow('not_found');
  await expect(handleCall(app, agent, { ...on, to: '502,1(evil)' })).rejects.toThrow('number_wrong');
  await handleCall(app, agent, { ...on, to: 'recepcion' });
  await expect
    .poll(() => peer.asked.filter(({ Action }) => Action !== 'QueuePause'), { timeout: 5_000 })
    .toMatchObject([{ Action: 'BlindTransfer', Channel: 'PJSIP/101-00000001', Exten: 'recepcion' }]);
});

it('tells an agent, and nobody else, what the exchange would not do for them', async () => {
  const app = { ...town.app, now: () => new Date().toISOString() };
  const agent = town.staff['julian']!;
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const told = async (actor = agent) => (await ownTelephone(app, { actor, city })).refused?.why ?? null;
  const isTold = (why: string | null) => expect.poll(() => told(), { timeout: 5_000 }).toBe(why);
  await expect.poll(async () => isLinkUp(await linkOf(), app.now()), { timeout: 5_000 }).toBe(true);
  peer.refuses.set('QueuePause', 'Unable to pause');
  await sayAgentState(app, agent, { state: 'paused', reason: 'rest' });
  await isTold('pause');
  expect(await told(town.staff['agent.iztapalapa'])).toBeNull();
  peer.refuses.set('QueuePause', 'Interface not found');
  await sayAgentState(app, agent, { state: 'available', reason: null });
  await isTold('no_queue');
  peer.refuses.clear();
  await sayAgentState(app, agent, { state: 'paused', reason: 'rest' });
  await isTold(null);

  // An order to call is accepted at once; that the agent's own telephone is away is told after it.
  await placeCall(app, agent, { city_id: town.city_id, number: '55 2058 0611' });
  await expect.poll(() => peer.asked.at(-1)?.['Action'], { timeout: 5_000 }).toBe('Originate');
  await isTold(null);
  const { ActionID = '' } = peer.asked.at(-1)!;
  peer.say({ Event: 'OriginateResponse', Response: 'Failure', ActionID: 'of-another', Reason: '0' });
  peer.say({ Event: 'OriginateResponse', Response: 'Failure', ActionID, Reason: '0' });
  await isTold('own_phone');
  expect((await calls()).map(({ outcome }) => outcome)).toEqual(['unanswered']);
});

it('says that a call is gone, or that it could not be handed on', async () => {
  const app = { ...town.app, now: () => new Date().toISOString() };
  const actor = town.staff['agent.iztapalapa']!;
  const city = (await town.asSystem((tx) => cityConfiguration(tx, town.city_id)))!;
  const isTold = (why: string) =>
    expect
      .poll(async () => (await ownTelephone(app, { actor, city })).refused?.why, { timeout: 5_000 })
      .toBe(why);
  comesIn('800.1', '5551239998');
  await expect.poll(async () => (await legs()).length, { timeout: 5_000 }).toBe(1);
  await expect.poll(async () => isLinkUp(await linkOf(), app.now()), { timeout: 5_000 }).toBe(true);
  const call_id = (await calls())[0]!.id;
  peer.refuses.set('BlindTransfer', 'Transfer not permitted');
  await handleCall(app, actor, { call_id, verb: 'transfer', manner: 'blind', to: '999' });
  await isTold('transfer');
  peer.refuses.set('Hangup', 'No such channel');
  await handleCall(app, actor, { call_id, verb: 'hang_up' });
  await isTold('gone');
});

it('tells nothing to an exchange whose certificate proves nothing, and everything once it is trusted', async () => {
  const tls = aCertificate({ ip: '127.0.0.1' });
  const sealed = await amiPeer({ tls });
  const set = (columns: object) =>
    town.asSystem((tx) =>
      tx.updateTable('telephone_exchanges').set(columns).where('id', '=', exchange.exchange_id).execute(),
    );
  try {
    await set({ is_tls: true, port: sealed.port });
    await expect.poll(async () => (await linkOf()).link, { timeout: 10_000 }).toBe('untrusted');
    expect(sealed.connected()).toBe(0);
    await set({ tls_certificate: tls.cert });
    await expect.poll(async () => (await linkOf()).link, { timeout: 10_000 }).toBe('up');
    expect(sealed.connected()).toBe(1);
  } finally {
    await sealed.close();
  }
}, 30_000);

it('listens to the REST interface beside, writes nothing twice, and comes back to it', async () => {
  const ari = await ariSocket();
  const ari_secret_cipher = encryptText(town.app.keys.wrapping, ari.secret, ariSecretPlace);
  const sip_address = 'wss://telefonia.pueblo.example/sip';
  const set = (columns: object) =>
    town.asSystem((tx) =>
      tx.updateTable('telephone_exchanges').set(columns).where('id', '=', exchange.exchange_id).execute(),
    );
  await set({ sip_address, ari_address: ari.address, ari_username: ari.username, ari_secret_cipher });
  try {
    await expect.poll(() => ari.connected(), { timeout: 10_000 }).toBe(1);
    await expect.poll(() => peer.connected(), { timeout: 10_000 }).toBe(1);
    comesIn('700.1', '04499650088');
    const own = { id: '700.19', name: 'PJSIP/101-00000001', channelvars: { 'CHANNEL(linkedid)': '700.1' } };
    // Both say that it rings; that it is held only this one says.
    ari.say({ type: 'ChannelStateChange', channel: { ...own, state: 'Ringing' } });
    ari.say({ type: 'ChannelHold', channel: own });
    await expect
      .poll(async () => (await legs()).map((leg) => [leg.answered_at !== null, leg.held_since !== null]), {
        timeout: 5_000,
      })
      .toEqual([[true, true]]);
    ari.cut();
    const times = () => said.filter((event) => event === 'telephone_ari_up').length;
    await expect.poll(times, { timeout: 10_000 }).toBe(2);
    expect(ari.connected()).toBe(1);
    // Without telephones in browsers there is nothing to listen to it for.
    await set({ sip_address: null });
    await expect.poll(() => ari.connected(), { timeout: 10_000 }).toBe(0);
  } finally {
    await letGo();
    await ari.close();
  }
}, 40_000);
