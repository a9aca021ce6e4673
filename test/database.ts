import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** A migrated, empty database of a test file's own. Drop it in `afterAll`. */
export type TestDatabase = {
  /** For the application's role. */
  url: string;
  /** For the role that owns the tables, to arrange what the application may not. */
  owner_url: string;
  drop: () => Promise<void>;
};

/** Clones the migrated template database of the run. */
export async function testDatabase(): Promise<TestDatabase> {
  const cluster = inject('test_cluster');
  const template = databaseOf(cluster.owner_url);
  const name = `test_${randomBytes(6).toString('hex')}`;
  // Copying the log suits a small template: a file copy would force a checkpoint before and after.
  await administer(cluster.owner_url, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY WAL_LOG`);
  await administer(cluster.owner_url, `GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO atiende_app`);
  return {
    url: inDatabase(cluster.url, name),
    owner_url: inDatabase(cluster.owner_url, name),
    drop: () => dropDatabase(cluster.owner_url, name),
  };
}

/** An autovacuum that is at work in it belongs to the superuser and cannot be ended: it is soon over. */
async function dropDatabase(owner_url: string, name: string): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await administer(owner_url, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    } catch (problem) {
      const notOurs = (problem as pg.DatabaseError).code === '42501';
      if (!notOurs || tries === 40) throw problem;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

// From `postgres`, since a template cannot be copied while somebody is connected to it.
async function administer(owner_url: string, sql: string): Promise<void> {
  const client = new pg.Client(inDatabase(owner_url, 'postgres'));
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const databaseOf = (url: string) => new URL(url).pathname.slice(1);
const inDatabase = (url: string, name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
