import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { chromiumPath } from './scripts/chromium.ts';

const isRoot = process.getuid?.() === 0;
const executablePath = chromiumPath();

/** A phone as citizens hold it, and the desktop of a clerk. The tests start the application themselves. */
export default defineConfig({
  testDir: 'test/e2e',
  testMatch: '**/*.test.ts',
  globalSetup: './test/e2e/demonstration-once.ts',
  outputDir: 'test-results',
  forbidOnly: true,
  fullyParallel: false,
  // Two processors: one browser at work while the other waits for the server.
  workers: 2,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    locale: 'es-MX',
    timezoneId: 'America/Mexico_City',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [...(isRoot ? ['--no-sandbox'] : []), ...quiet()],
    },
  },
  projects: [
    // The console is for desks: only the portal is held to a phone. What says by its tag where it belongs runs there alone.
    {
      name: 'phone',
      testMatch: '**/portal*.test.ts',
      grepInvert: /@desk/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
    { name: 'desktop', grepInvert: /@phone/, use: { viewport: { width: 1366, height: 850 } } },
  ],
});

/** No call home, no first-run pages, and no shared memory where a container gives little of it. */
function quiet(): string[] {
  const arguments_ = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-sync',
    '--no-default-browser-check',
    '--no-first-run',
    '--no-pings',
  ];
  return existsSync(join('/dev', 'shm')) ? arguments_ : [...arguments_, '--disable-dev-shm-usage'];
}
