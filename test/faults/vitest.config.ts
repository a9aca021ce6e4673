import { defineConfig } from 'vitest/config';

// The long run has the machine for itself, one file after the other; the short one shares its two processors.
export default defineConfig({
  test: {
    name: 'faults',
    include: ['test/faults/**/*.test.ts'],
    testTimeout: 150_000,
    hookTimeout: 150_000,
    maxWorkers: process.env['FAULTS'] === 'long' ? 1 : 2,
    disableConsoleIntercept: true,
    allowOnly: false,
  },
});
