import { defineConfig } from 'vitest/config';

// Two projects, so that the rules of core are tested without waiting for a database. Two processes at most:
// the machines that run this have two processors, and PostgreSQL wants its share.
const both = { testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2 };
const withoutDatabase = ['src/core/**/*.test.ts', 'src/console/**/*.test.ts'];

export default defineConfig({
  test: {
    ...both,
    // A forgotten `.only` fails the run instead of passing for the whole.
    allowOnly: false,
    projects: [
      { test: { ...both, name: 'rules', include: withoutDatabase, isolate: false } },
      {
        test: {
          ...both,
          name: 'system',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'scripts/**/*.test.ts'],
          // Tests of version 15 and of faults have a configuration, and a server, of their own.
          exclude: [...withoutDatabase, 'test/{e2e,postgres-15,faults}/**', 'node_modules/**'],
          globalSetup: ['test/database-cluster.ts'],
        },
      },
    ],
  },
});
