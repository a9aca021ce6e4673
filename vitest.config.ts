import { defineConfig } from 'vitest/config';

// Three projects. The rules of core are tested without waiting for a database; files of the system share one, and what
// they import, within each process, where no test leaves anything; tests of durability start processes of their own.
// Two at once at most: the machines that run this have two processors, and PostgreSQL wants its share.
const all = { testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 };
const withoutDatabase = ['src/core/**/*.test.ts', 'src/console/**/*.test.ts'];

export default defineConfig({
  test: {
    ...all,
    // A forgotten `.only` fails the run instead of passing for the whole.
    allowOnly: false,
    projects: [
      { test: { ...all, name: 'rules', include: withoutDatabase, isolate: false } },
      {
        test: {
          ...all,
          name: 'system',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
          // Tests of version 15 and of faults have a configuration, and a server, of their own.
          exclude: [...withoutDatabase, 'test/{durability,e2e,postgres-15,faults}/**', 'node_modules/**'],
          globalSetup: ['test/database-cluster.ts'],
          isolate: false,
        },
      },
      {
        // Real processes on a machine that others use too: slow is no failure, and every wait ends with the test.
        test: {
          ...all,
          name: 'durability',
          include: ['test/durability/**/*.test.ts'],
          testTimeout: 150_000,
          hookTimeout: 150_000,
        },
      },
    ],
  },
});
