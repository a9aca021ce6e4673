import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startEmbeddedDatabase } from '../src/start/embedded-database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Addresses of the migrated template database of this run. */
    test_cluster: { url: string; owner_url: string };
  }
}

/**
 * One PostgreSQL for the whole run, with a migrated database that each test file clones. It forgets on a
 * crash: tests of durability start their own. Set TEST_DATABASE_URL (of a role that may create databases and
 * the role atiende_app) to run the same tests on another PostgreSQL, such as version 15.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const cluster = given ? await clusterGiven(given) : await clusterOfItsOwn();
  try {
    const { migrate } = await import('../src/store/migrate.ts');
    await migrate(cluster.owner_url, 'atiende_app');
  } catch (problem) {
    await cluster.stop();
    throw problem;
  }
  project.provide('test_cluster', { url: cluster.url, owner_url: cluster.owner_url });
  return cluster.stop;
}

async function clusterOfItsOwn() {
  const data_directory = await mkdtemp(join(tmpdir(), 'atiende-test-'));
  const database = await startEmbeddedDatabase({
    data_directory,
    forget_on_crash: true,
    log: () => undefined,
  });
  const stop = async () => {
    await database.stop();
    await rm(data_directory, { recursive: true, force: true });
  };
  return { url: database.url, owner_url: database.owner_url, stop };
}

async function clusterGiven(given: string) {
  const name = `atiende_test_${process.pid}`;
  const admin = new pg.Client(given);
  await admin.connect();
  await admin.query(`DO $$ BEGIN CREATE ROLE atiende_app; EXCEPTION WHEN duplicate_object THEN NULL; END $$`);
  await admin.query(`ALTER ROLE atiende_app LOGIN PASSWORD 'test'`);
  await admin.query(`CREATE DATABASE ${name}`);
  const owner_url = Object.assign(new URL(given), { pathname: `/${name}` }).href;
  const url = Object.assign(new URL(owner_url), { username: 'atiende_app', password: 'test' }).href;
  const stop = async () => {
    await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  };
  return { url, owner_url, stop };
}
