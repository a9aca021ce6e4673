import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aTown, type Town } from '../../test/town.ts';
import { openDatabase } from '../store/database.ts';
import { cityByAddress } from './city-by-address.ts';

let town: Town;
let owner: pg.Client;
let relay: Server;
let store: ReturnType<typeof openDatabase>;
const servers = new Set<Socket>();

beforeAll(async () => {
  town = await aTown();
  owner = new pg.Client(town.owner_url);
  await owner.connect();
  const { hostname, port } = new URL(town.url);
  relay = createServer((client) => {
    const server = connect(Number(port), hostname);
    servers.add(server);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    client.pipe(server);
    server.on('data', (answer) => client.write(answer));
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const address = new URL(town.url);
  address.hostname = '127.0.0.1';
  address.port = String((relay.address() as AddressInfo).port);
  store = openDatabase(address.href, 4);
});
afterAll(async () => {
  await store.pool.end();
  relay.close();
  await owner.end();
  await town.drop();
});

const look = () => cityByAddress(store.database, { code: null, host: 'anywhere.example' });

it('shows whoever comes after a change that change, though an earlier look is still on its way', async () => {
  const names = async (looks: ReturnType<typeof look>[]) =>
    (await Promise.all(looks)).map((city) => city?.city.name);
  const [before] = await names([look()]);
  for (const server of servers) server.pause();
  const earlier = look();
  // What it was answered waits before the door.
  await expect.poll(() => [...servers].some(({ readableLength }) => readableLength > 0)).toBe(true);
  await owner.query(
    `update cities set name = 'Ciudad nueva', configuration_version = configuration_version + 1 where id = $1`,
    [town.city_id],
  );
  const later = [look(), look(), look()];
  for (const server of servers) server.resume();
  expect(await names([earlier])).toEqual([before]);
  expect(await names(later)).toEqual(['Ciudad nueva', 'Ciudad nueva', 'Ciudad nueva']);
});

it('is asked anew by whoever comes after a look that failed', async () => {
  await owner.query('alter table cities rename to cities_away');
  const failed = await Promise.allSettled([look(), look(), look()]);
  await owner.query('alter table cities_away rename to cities');
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  expect((await look())?.city.id).toBe(town.city_id);
});
