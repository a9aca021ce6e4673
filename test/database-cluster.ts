import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
 * crash: tests of durability start their own; those of version 15 have theirs in postgres-15/.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await clusterOfItsOwn();
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
