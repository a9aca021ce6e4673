import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import {
  endWith,
  inTransaction,
  openDatabase,
  reading,
  readingAtOnce,
  readingOpenly,
  type Reader,
  type Tx,
} from './database.ts';
import { newId } from './ids.ts';

let db: TestDatabase;
let store: ReturnType<typeof openDatabase>;
let relay: Server;
/** What the client has handed over since the test began, piece by piece. */
let pieces: string[] = [];
const sockets = new Set<Socket>();

beforeAll(async () => {
  db = await testDatabase();
  const { hostname, port } = new URL(db.url);
  relay = createServer((client) => {
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) sockets.add(socket.on('error', () => socket.destroy()));
    client.on('data', (piece) => pieces.push(piece.toString('latin1')));
    client.pipe(server).pipe(client);
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const through = new URL(db.url);
  through.hostname = '127.0.0.1';
  through.port = String((relay.address() as AddressInfo).port);
  store = openDatabase(through.href, 1);
  await one(store.database);
});
afterAll(async () => {
  await store.pool.end();
  for (const socket of sockets) socket.destroy();
  relay.close();
  await db.drop();
});
beforeEach(() => {
  pieces = [];
});

const nobody = { kind: 'public' } as const;
const one = (database: typeof store.database) =>
  reading(database, nobody, (reader) => sql`select 1 as one`.execute(reader));
const place = { country: 'MX', locale: 'es-MX', time_zone: 'America/Mexico_City', settings: '{}' };
const city = (code: string) => ({ id: newId(), code, name: code, ...place });
const actor = (tx: Tx) =>
  sql<{ actor: string }>`select current_setting('atiende.actor') as actor`.execute(tx);

it('begins a transaction, says who asks and asks the first question in one packet', async () => {
  const found = await inTransaction(store.database, { kind: 'system' }, actor);
  expect(found.rows).toEqual([{ actor: 'system' }]);
  expect(pieces).toHaveLength(2);
  expect(pieces[0]).toMatch(/begin; set local atiende\.actor = 'system'[^]*current_setting/);
  expect(pieces[1]).toMatch(/commit/);
});

it('sends in one packet what is asked side by side, and answers each in its place', async () => {
  const found = await reading(store.database, nobody, (reader) =>
    Promise.all([1, 2, 3, 4].map((n) => sql<{ n: number }>`select ${n}::int as n`.execute(reader))),
  );
  expect(found.map(({ rows }) => rows[0]!.n)).toEqual([1, 2, 3, 4]);
  expect(pieces).toHaveLength(2);
});

it('sends all of a transaction in one packet where all questions are known at the start', async () => {
  const found = await readingAtOnce(store.database, nobody, (reader) =>
    Promise.all([actor(reader), sql<{ n: number }>`select ${2}::int as n`.execute(reader)]),
  );
  expect(found[0].rows).toEqual([{ actor: 'public' }]);
  expect(found[1].rows).toEqual([{ n: 2 }]);
  expect(pieces).toHaveLength(1);
  expect(pieces[0]).toMatch(/start transaction read only[^]*commit/);
});

it('refuses a question after the end of a transaction that was sent at once', async () => {
  const late = readingAtOnce(store.database, nobody, async (reader: Reader) => {
    await actor(reader);
    return actor(reader);
  });
  await expect(late).rejects.toThrow(/asked after the end|already committed/);
  expect((await inTransaction(store.database, nobody, actor)).rows).toEqual([{ actor: 'public' }]);
});

it('commits in the packet of what is asked last', async () => {
  const done = await inTransaction(store.database, { kind: 'system' }, async (tx) => {
    const first = await actor(tx);
    endWith(tx, tx.insertInto('cities').values(city('junta')).execute());
    return first.rows[0]!.actor;
  });
  expect(done).toBe('system');
  expect(pieces).toHaveLength(2);
  expect(pieces[1]).toMatch(/insert into "cities"[^]*commit/);
  const kept = await readingOpenly(store.database, (reader) => reader.selectFrom('cities').select('code'));
  expect(kept).toEqual([{ code: 'junta' }]);
});

it('throws what went wrong with what is asked last, keeps nothing of it, and goes on with the next', async () => {
  const twice = inTransaction(store.database, { kind: 'system' }, async (tx) => {
    await tx.insertInto('cities').values(city('perdida')).execute();
    endWith(tx, sql`select 1 / 0`.execute(tx));
    endWith(tx, sql`select 1`.execute(tx));
    return 'done';
  });
  await expect(twice).rejects.toThrow(/division by zero/);
  const before = inTransaction(store.database, { kind: 'system' }, async (tx) => {
    endWith(tx, sql`select 1 / 0`.execute(tx));
    return actor(tx);
  });
  await expect(before).rejects.toThrow(/division by zero/);
  const lost = await readingOpenly(store.database, (reader) =>
    reader.selectFrom('cities').select('code').where('code', '=', 'perdida'),
  );
  expect(lost).toEqual([]);
  expect((await inTransaction(store.database, nobody, actor)).rows).toEqual([{ actor: 'public' }]);
});

it('sends nothing for a transaction in which nothing is asked', async () => {
  expect(await inTransaction(store.database, nobody, async () => 'done')).toBe('done');
  await expect(
    inTransaction(store.database, nobody, () => Promise.reject(new Error('before asking'))),
  ).rejects.toThrow('before asking');
  expect(pieces).toEqual([]);
});

it('asks without a transaction what needs no actor', async () => {
  await readingOpenly(store.database, (reader) => reader.selectFrom('cities').select('id'));
  expect(pieces).toHaveLength(1);
  expect(pieces[0]).not.toMatch(/begin/);
});

it('rolls back all of it when one of those asked side by side fails, and goes on with the next', async () => {
  const broken = inTransaction(store.database, { kind: 'system' }, (tx) =>
    Promise.all([
      tx.insertInto('cities').values(city('perdida')).execute(),
      sql`select 1 / 0`.execute(tx),
      sql`select 1`.execute(tx),
    ]),
  );
  await expect(broken).rejects.toThrow(/division by zero/);
  const kept = await readingOpenly(store.database, (reader) =>
    reader.selectFrom('cities').select('code').where('code', '=', 'perdida'),
  );
  expect(kept).toEqual([]);
  expect((await inTransaction(store.database, nobody, actor)).rows).toEqual([{ actor: 'public' }]);
});
