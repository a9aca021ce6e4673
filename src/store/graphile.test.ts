import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { testDatabase, type TestDatabase } from '../../test/database.ts';
import { installJobQueue } from './graphile.ts';
import { inTransaction, openDatabase } from './database.ts';
import { enqueueJob } from './job-queue.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.drop());

test('the application adds a job in its transaction, and it is gone when that does not come', async () => {
  const { database, pool } = openDatabase(db.url, 2);
  try {
    await inTransaction(database, { kind: 'system' }, (tx) =>
      enqueueJob(tx, { name: 'sweep_expired', key: 'kept' }),
    );
    await inTransaction(database, { kind: 'system' }, async (tx) => {
      await enqueueJob(tx, { name: 'sweep_expired', key: 'lost' });
      throw new Error('the cause does not come');
    }).catch(() => undefined);
    const found = await pool.query<{ key: string }>('select key from graphile_worker.jobs');
    expect(found.rows.map(({ key }) => key)).toEqual(['kept']);
  } finally {
    await pool.end();
  }
});

test('installing the queue again changes nothing', async () => {
  const client = new pg.Client(db.owner_url);
  await client.connect();
  const policies = () =>
    client.query(
      `select tablename, policyname, roles from pg_policies where schemaname = 'graphile_worker' order by 1`,
    );
  try {
    const before = await policies();
    await installJobQueue(db.owner_url, 'atiende_app');
    expect((await policies()).rows).toEqual(before.rows);
    expect(before.rows.length).toBeGreaterThan(2);
  } finally {
    await client.end();
  }
});

test('a start waits for nobody whose job is on its way', async () => {
  const { database, pool } = openDatabase(db.url, 2);
  try {
    await inTransaction(database, { kind: 'system' }, async (tx) => {
      await enqueueJob(tx, { name: 'sweep_expired', key: 'under_way' });
      // It would wait for this very transaction.
      await installJobQueue(db.owner_url, 'atiende_app');
    });
  } finally {
    await pool.end();
  }
});
