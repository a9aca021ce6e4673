import { defineConfig } from 'vitest/config';

// One file after the other: each wants the machine for itself, and what it says is read in order.
export default defineConfig({
  test: {
    name: 'faults',
    include: ['test/faults/**/*.test.ts'],
    testTimeout: 150_000,
    hookTimeout: 150_000,
    fileParallelism: false,
    disableConsoleIntercept: true,
    allowOnly: false,
  },
});
