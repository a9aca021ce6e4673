import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { postgres15 } from '../../scripts/postgres-15.ts';
import { postgresEnvironment } from '../../src/start/cluster.ts';
import { databasePlace, folderOfAccount, type Place } from '../../src/start/database-location.ts';
import { superviseServer } from '../../src/start/postmaster.ts';

const password = randomBytes(24).toString('hex');

/**
 * A PostgreSQL 15 of this run's own, with a migrated database that each test file clones: the same two roles as
 * the embedded one, none of them a superuser. It works in a scratch directory and forgets on a crash.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const binaries = postgres15();
  if (!binaries) throw new Error('There is no PostgreSQL 15: npm test gets it where it can.');
  const data_directory = await mkdtemp(join(tmpdir(), 'atiende-postgres-15-'));
  const place = databasePlace(data_directory);
  initialise(place, binaries.initdb);
  const server = await superviseServer(place, binaries, { forget_on_crash: true, log: () => undefined });
  const stop = async () => {
    await server.stop();
    await rm(place.base, { recursive: true, force: true });
    await rm(data_directory, { recursive: true, force: true });
  };
  const address = (role: string, database: string) =>
    `postgres://${role}:${password}@127.0.0.1:${server.port}/${database}`;
  try {
    await createDatabase(address('atiende_superuser', 'postgres'));
    const { migrate } = await import('../../src/store/migrate.ts');
    await migrate(address('atiende_owner', 'atiende'), 'atiende_app');
  } catch (problem) {
    await stop();
    throw problem;
  }
  project.provide('test_cluster', {
    url: address('atiende_app', 'atiende'),
    owner_url: address('atiende_owner', 'atiende'),
  });
  return stop;
}

// As an administrator would: there is no builtin collation provider before PostgreSQL 17.
function initialise(place: Place, initdb: string): void {
  const password_file = join(place.base, 'password');
  writeFileSync(password_file, password);
  const { uid, gid } = place.account;
  if (uid !== undefined && gid !== undefined) chownSync(password_file, uid, gid);
  chmodSync(password_file, 0o600);
  folderOfAccount(place.cluster, place.account);
  const made = spawnSync(
    initdb,
    [
      `--pgdata=${place.cluster}`,
      '--username=atiende_superuser',
      `--pwfile=${password_file}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-instructions',
    ],
    { ...place.account, cwd: '/', encoding: 'utf8', env: postgresEnvironment(), timeout: 120_000 },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.error?.message ?? made.stderr}`);
}

async function createDatabase(superuser_url: string): Promise<void> {
  const client = new pg.Client(superuser_url);
  await client.connect();
  try {
    await client.query(`CREATE ROLE atiende_owner LOGIN CREATEDB PASSWORD '${password}'`);
    await client.query(`CREATE ROLE atiende_app LOGIN PASSWORD '${password}'`);
    // Only for the tests, which drop a database while the application may still be leaving it.
    await client.query('GRANT pg_signal_backend TO atiende_owner');
    await client.query('CREATE DATABASE atiende OWNER atiende_owner');
    await client.query('GRANT CONNECT ON DATABASE atiende TO atiende_app');
  } finally {
    await client.end();
  }
}
