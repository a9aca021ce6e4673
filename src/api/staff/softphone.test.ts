import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { aConsole, type Browser } from '../../../test/console.ts';
import { ariPeer, type AriPeer } from '../../../test/telephony/ari-peer.ts';
import { aSoftphonePlace } from '../../../test/telephony/softphone-place.ts';
import { aTown, type Town } from '../../../test/town.ts';
import { endStaleSoftphones } from '../../actions/softphone/end-stale-softphones.ts';
import { tellSoftphone } from '../../jobs/tell-softphone.ts';
import { softphoneOrigins } from '../../queries/staff/softphone.ts';

const system = { kind: 'system' } as const;
let town: Town;
let console_: Awaited<ReturnType<typeof aConsole>>;
let ari: AriPeer;
let exchange_id: string;
let agent: Browser;
beforeAll(async () => {
  town = await aTown();
  console_ = await aConsole(town.app);
  ari = await ariPeer();
  ({ exchange_id } = await aSoftphonePlace(town.app, {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, extension: '501', ari },
    user_id: town.staff['agent.iztapalapa']!.user_id,
    sip_address: 'wss://telefonia.pueblo.example:8443/ws',
  }));
});
beforeEach(async () => {
  agent = await console_.as(town.staff['agent.iztapalapa']!);
});
afterAll(async () => {
  await console_.server.close();
  await ari.stop();
  await town.drop();
});

const start = async (browser: Browser) => {
  const { status, body } = await browser('start_softphone');
  expect(status).toBe(200);
  return body;
};
/** What the queue would do by now. */
const told = () =>
  tellSoftphone(town.app, { payload: { exchange_id, sip_user: '501' }, attempt: 1, max_attempts: 17 });
const rows = () =>
  town.asSystem((tx) =>
    tx.selectFrom('softphones').selectAll().orderBy('started_at').orderBy('id').execute(),
  );

it('gives the exchange the password that the browser was given, and takes it back at the end', async () => {
  expect((await agent('get_softphone')).body).toEqual({ extension: '501' });
  const phone = await start(agent);
  expect(phone).toMatchObject({
    ...{ extension: '501', sip_user: '501', sip_domain: 'telefonia.pueblo.example' },
    sip_address: 'wss://telefonia.pueblo.example:8443/ws',
  });
  expect(phone.password).toMatch(/^[0-9a-f]{40}$/);
  await told();
  expect(ari.passwords.get('501')).toBe(phone.password);
  // No column holds it.
  expect(JSON.stringify(await rows())).not.toContain(phone.password);
  expect((await agent('end_softphone', { params: { id: phone.id } })).status).toBe(200);
  await told();
  expect(ari.passwords.has('501')).toBe(false);
});

it('shows the same password where the same call is made again, and keeps it with no answer', async () => {
  const headers = { 'idempotency-key': 'la-misma' };
  const [one, again] = [
    await agent('start_softphone', { headers }),
    await agent('start_softphone', { headers }),
  ];
  expect(again.body).toEqual(one.body);
  const kept = await town.asSystem((tx) => tx.selectFrom('idempotency_keys').selectAll().execute());
  expect(JSON.stringify(kept)).not.toContain(one.body.password);
});

it('takes the telephone from the browser that had it when another one becomes it', async () => {
  const [first, second] = [await start(agent), await start(agent)];
  await told();
  expect(second.password).not.toBe(first.password);
  expect(ari.passwords.get('501')).toBe(second.password);
  const open = (await rows()).filter(({ ended_at }) => ended_at === null);
  expect(open.map(({ id }) => id)).toEqual([second.id]);
  // The end of the one before takes nothing from the one that is.
  expect((await agent('end_softphone', { params: { id: first.id } })).status).toBe(200);
  await told();
  expect(ari.passwords.get('501')).toBe(second.password);
});

it('ends with the session', async () => {
  await start(agent);
  await told();
  expect(await endStaleSoftphones(town.app, system, {})).toEqual({ ended: 0 });
  expect((await agent('sign_out')).status).toBeLessThan(300);
  expect(await endStaleSoftphones(town.app, system, {})).toEqual({ ended: 1 });
  await told();
  expect(ari.passwords.has('501')).toBe(false);
});

it('ends when its person gets another extension', async () => {
  await start(agent);
  await told();
  const { user_id } = town.staff['agent.iztapalapa']!;
  const give = (name: string) =>
    town.asSystem((tx) =>
      tx
        .updateTable('telephone_extensions')
        .set({ extension: name, interface: `PJSIP/${name}` })
        .where('user_id', '=', user_id)
        .execute(),
    );
  await give('502');
  expect(await endStaleSoftphones(town.app, system, {})).toEqual({ ended: 1 });
  await told();
  expect(ari.passwords.has('501')).toBe(false);
  await give('501');
});

it('is for who has an extension, and nobody ends what is somebody else’s', async () => {
  const phone = await start(agent);
  const clerk = await console_.as(town.staff['clerk.iztapalapa']!);
  expect((await clerk('get_softphone')).body).toEqual({ extension: null });
  expect((await clerk('start_softphone')).error.code).toBe('not_found');
  expect((await clerk('end_softphone', { params: { id: phone.id } })).error.code).toBe('not_found');
});

it('tells the console where it may connect to, as long as the exchange is in use', async () => {
  expect(await softphoneOrigins(town.app)).toEqual(['wss://telefonia.pueblo.example:8443']);
  const enable = (is_enabled: boolean) =>
    town.asSystem((tx) => tx.updateTable('telephone_exchanges').set({ is_enabled }).execute());
  await enable(false);
  expect(await softphoneOrigins(town.app)).toEqual([]);
  await enable(true);
});

it('is set up by who edits the configuration, and never tells the secret', async () => {
  const boss = await console_.as(town.staff['administrator.iztapalapa']!);
  const gateway = {
    ...{ sip_address: 'wss://telefonia.pueblo.example:8443/ws', sip_domain: null },
    ...{ ari_address: `${ari.address}/`, ari_username: ari.username, ari_secret: 'otro-secreto-largo' },
  };
  const params = { id: exchange_id };
  const set = (browser: Browser, part: object) =>
    browser('set_softphone_gateway', { params, body: { gateway: { ...gateway, ...part } } });
  expect((await set(agent, {})).error.code).toBe('forbidden');
  const open = await set(boss, { sip_address: 'ws://telefonia.pueblo.example/ws' });
  expect(open.error.code).toBe('invalid_input');
  expect((await set(boss, {})).status).toBe(200);
  const listed = await boss('list_softphone_gateways');
  expect(listed.body.exchanges).toMatchObject([{ ari_address: ari.address, ari_username: ari.username }]);
  expect(JSON.stringify(listed.body)).not.toContain('otro-secreto-largo');
  const changes = await town.asSystem((tx) => tx.selectFrom('configuration_changes').selectAll().execute());
  expect(JSON.stringify(changes)).not.toContain('otro-secreto-largo');
  // Without a secret the one that is there stays.
  expect((await set(boss, { ari_secret: ari.secret })).status).toBe(200);
  expect((await set(boss, { ari_secret: null })).status).toBe(200);
  const phone = await start(agent);
  await told();
  expect(ari.passwords.get('501')).toBe(phone.password);
  expect((await boss('set_softphone_gateway', { params, body: { gateway: null } })).status).toBe(200);
  await told();
  expect(ari.passwords.has('501')).toBe(false);
  expect((await agent('get_softphone')).body).toEqual({ extension: null });
});
