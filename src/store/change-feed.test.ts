import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { openChangeFeed, type ChangeFeed, type Heard } from './change-feed.ts';
import { inTransaction, openDatabase } from './database.ts';
import { newId } from './ids.ts';

let db: TestDatabase;
let store: ReturnType<typeof openDatabase>;
let feed: ChangeFeed | undefined;

beforeAll(async () => {
  db = await testDatabase();
  store = openDatabase(db.url, 2);
});
afterEach(() => feed?.close());
afterAll(async () => {
  await store.pool.end();
  await db.drop();
});

async function listening(): Promise<{ feed: ChangeFeed; heard: Heard[] }> {
  const heard: Heard[] = [];
  const opened = openChangeFeed(db.url);
  feed = opened;
  opened.subscribe((one) => heard.push(one));
  await expect.poll(opened.isListening, { timeout: 10_000 }).toBe(true);
  return { feed: opened, heard };
}

const notify = (payload: string, fail = false) =>
  inTransaction(store.database, { kind: 'system' }, async (tx) => {
    await sql`select pg_notify('petition_changed', ${payload})`.execute(tx);
    if (fail) throw new Error('rolled back');
  });
const change = (id: string, fail?: boolean) => notify(JSON.stringify({ id, version: 1 }), fail);
const idsOf = (heard: readonly Heard[]) => heard.flatMap((one) => (one.kind === 'petition' ? [one.id] : []));

it('hears of what was committed, in order, and of nothing that was not', async () => {
  const { heard } = await listening();
  const [lost, one, other] = [newId(), newId(), newId()];
  await expect(change(lost, true)).rejects.toThrow('rolled back');
  await change(one);
  for (const nonsense of ['', 'null', '{"id":7}', '{"id":"x"}', '['])
    await notify(nonsense).catch(() => null);
  await change(other);
  await expect.poll(() => idsOf(heard), { timeout: 10_000 }).toEqual([one, other]);
});

it('says that it hears nothing when its connection is cut, and hears again by itself', async () => {
  const { feed: opened, heard } = await listening();
  await store.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'atiende-feed' and datname = current_database()`);
  const said = () => heard.flatMap((one) => (one.kind === 'listening' ? [one.now] : []));
  await expect.poll(said, { timeout: 10_000 }).toEqual([true, false, true]);
  expect(opened.isListening()).toBe(true);
  const id = newId();
  await change(id);
  await expect.poll(() => idsOf(heard), { timeout: 10_000 }).toEqual([id]);
});

it('goes on trying while the database is away, and stops when it is closed', async () => {
  const away = openChangeFeed('postgres://nobody@127.0.0.1:9/none');
  expect(away.isListening()).toBe(false);
  await away.close();
  const { feed: opened, heard } = await listening();
  await opened.close();
  expect(opened.isListening()).toBe(false);
  const before = heard.length;
  await change(newId());
  expect(heard).toHaveLength(before);
});
