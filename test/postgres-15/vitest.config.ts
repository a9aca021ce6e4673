import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * What is run on the oldest PostgreSQL that Atiende works on: all of the store, the migrations, the queue, and a
 * petition from its filing to its reply and its end, through the actions, the pages and the staff's door.
 */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    name: 'postgres-15',
    include: [
      'test/postgres-15/**/*.test.ts',
      'test/database.test.ts',
      'src/store/**/*.test.ts',
      'src/actions/petitions/{assignments,replies,joining,concurrency}.test.ts',
      'src/actions/statistics/*.test.ts',
      'src/actions/upkeep/*.test.ts',
      'src/jobs/worker.test.ts',
      'src/portal/tracking/tracking.test.ts',
      'src/api/staff/petitions.test.ts',
      'src/api/staff/live/*.test.ts',
      'test/open311/reading.test.ts',
    ],
    globalSetup: ['test/postgres-15/cluster.ts'],
    allowOnly: false,
    isolate: false,
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
