import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonForNoAsterisk } from './asterisk.ts';
import { installChromium } from './chromium.ts';
import { reasonForNo } from './debian-programs.ts';
import { reasonForNoPostgres15 } from './postgres-15.ts';

export const root = join(import.meta.dirname, '..');

/** What a step did: tests that passed and failed; a step that is no test run counts as one. */
export type Count = { passed: number; failed: number };
export type Step = { name: string; run: () => Promise<Count> };

/** Runs a program of node_modules (or any command) with its output shown; gives whether it succeeded. */
export function succeeds(command: string[], environment: Record<string, string> = {}): Promise<boolean> {
  const [program = '', ...rest] = command;
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, ...environment },
    });
    child.once('error', (problem) => {
      console.error(problem.message);
      resolve(false);
    });
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** A step that is right or wrong as a whole: all of its commands run, and count as one. What they say is shown at the end. */
export function check(name: string, ...commands: string[][]): Step {
  return {
    name,
    run: async () => {
      let isRight = true;
      const said: string[] = [];
      for (const command of commands) isRight = (await succeedsQuietly(command, said)) && isRight;
      process.stdout.write(said.join(''));
      return isRight ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
    },
  };
}

/** The same as `succeeds` for a program that may run beside others: what it says is added to `said`. */
function succeedsQuietly(command: string[], said: string[]): Promise<boolean> {
  const [program = '', ...rest] = command;
  return new Promise((resolve) => {
    const child = spawn(program, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => said.push(text));
    child.once('error', (problem) => {
      said.push(`${problem.message}\n`);
      resolve(false);
    });
    child.once('close', (code) => resolve(code === 0));
  });
}

/** The tests of one configuration of Vitest, counted from its own report. */
async function vitest(options: string[] = [], environment: Record<string, string> = {}): Promise<Count> {
  return inScratchFolder(async (folder) => {
    const file = join(folder, 'vitest.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const isRight = await succeeds(['vitest', 'run', ...options, ...reporters], environment);
    const report = readReport<{ numPassedTests: number; numFailedTests: number }>(file);
    return honest(isRight, { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 });
  });
}

export const unitTests: Step = {
  name: 'unit and database tests',
  run: async () => {
    for (const name of ['pgbouncer', 'nginx', 'tesseract', 'pdftoppm'] as const) {
      const reason = reasonForNo(name);
      if (reason !== undefined) console.log(`Its tests are skipped: ${reason}`);
    }
    return vitest();
  },
};

/** The tests of the store, the migrations and a petition's way on the oldest PostgreSQL that is supported. */
export const oldestDatabaseTests: Step = {
  name: 'tests on PostgreSQL 15',
  run: async () => {
    const reason = reasonForNoPostgres15();
    if (reason === undefined) return vitest(['--config', 'test/postgres-15/vitest.config.ts']);
    console.log(`Skipped: ${reason}`);
    return { passed: 0, failed: 0 };
  },
};

/** What really breaks, as `FAULTS_…` say: see test/faults/plan.ts. Without them a short run whose chance is always the same. */
export const faultTests = (environment: Record<string, string> = {}): Step => ({
  name: 'faults',
  run: () => vitest(['--config', 'test/faults/vitest.config.ts'], environment),
});

/** Playwright's tests, counted from its own report; Chromium is installed first where it is missing. */
export const browserTests: Step = {
  name: 'browser tests',
  run: () =>
    inScratchFolder(async (folder) => {
      installChromium();
      const reason = reasonForNoAsterisk();
      if (reason !== undefined) console.log(`Not run, a call through a real exchange: ${reason}`);
      const file = join(folder, 'playwright.json');
      const isRight = await succeeds(['playwright', 'test', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
      });
      const stats = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(
        file,
      )?.stats;
      const failed = (stats?.unexpected ?? 0) + (stats?.flaky ?? 0);
      return honest(isRight, { passed: stats?.expected ?? 0, failed });
    }),
};

/** A run that ends badly without a failed test, or without any test, is a failure. */
function honest(isRight: boolean, count: Count): Count {
  const nothingRan = count.passed + count.failed === 0;
  return (isRight || count.failed > 0) && !nothingRan ? count : { ...count, failed: count.failed + 1 };
}

async function inScratchFolder(work: (folder: string) => Promise<Count>): Promise<Count> {
  const folder = mkdtempSync(join(tmpdir(), 'atiende-report-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport<Report>(file: string): Report | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Report) : undefined;
}
