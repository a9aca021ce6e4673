import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stopWhatWasLeftBehind } from '../../src/start/left-behind.ts';

export const root = join(import.meta.dirname, '..', '..');

/** A data directory of a test's own. */
export interface Folder {
  readonly path: string;
  /** Process id of the PostgreSQL that serves it. @throws when none does */
  readonly postgres: () => number;
  /** How many processes of PostgreSQL still worked on it; ends them. */
  readonly endPostgres: () => Promise<number>;
  readonly remove: () => Promise<void>;
}

export function scratchFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'atiende-durability-'));
  const cluster = join(path, 'database', 'cluster');
  const endPostgres = async () => (existsSync(cluster) ? stopWhatWasLeftBehind(cluster) : 0);
  return {
    path,
    postgres: () => Number.parseInt(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'), 10),
    endPostgres,
    remove: async () => {
      await endPostgres();
      rmSync(path, { recursive: true, force: true });
    },
  };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A real process of this repository and what it has said so far. */
export interface Process {
  readonly pid: number;
  readonly said: () => string;
  readonly out: () => string;
  readonly ended: Promise<Ended>;
  readonly isOver: () => boolean;
  /** Sends a signal and waits for the end. */
  readonly end: (signal: NodeJS.Signals) => Promise<Ended>;
  /** Waits until it has said something that matches. @throws with what it said when it ended before */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
}

/** A program that serves, ready to be asked. */
export interface Program extends Process {
  readonly url: string;
}

type Environment = Readonly<Record<string, string>>;

/** What every machine has, and how this run has Node work. */
function inherited(): Environment {
  const { PATH = '', HOME = '' } = process.env;
  const ofNode = ['NODE_OPTIONS', 'NODE_COMPILE_CACHE'].flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { PATH, HOME, ...Object.fromEntries(ofNode) };
}

const living = new Set<ChildProcess>();
/** No process of a test outlives this, whatever happens. */
let longest_life_ms = 240_000;

/** For a test that takes longer. */
export function letLive(ms: number): void {
  longest_life_ms = Math.max(longest_life_ms, ms);
}

/** Starts a command with nothing of this process's environment but what every machine has. */
export function run(
  command: readonly string[],
  environment: Environment = {},
  account: { uid?: number; gid?: number } = {},
): Process {
  const [program = '', ...rest] = command;
  const child = spawn(program, rest, { cwd: root, env: { ...inherited(), ...environment }, ...account });
  living.add(child);
  const longest = setTimeout(() => child.kill('SIGKILL'), longest_life_ms);
  longest.unref();
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString()));
  let isOver = false;
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => {
      isOver = true;
      clearTimeout(longest);
      living.delete(child);
      resolve({ code, signal });
    });
  });
  return {
    pid: child.pid ?? 0,
    said: () => texts.err,
    out: () => texts.out,
    ended,
    isOver: () => isOver,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    says: async (pattern) => {
      for (;;) {
        const found = pattern.exec(texts.err);
        if (found) return found;
        if (isOver) throw new Error(`it ended without saying ${pattern}:\n${texts.err}`);
        await pause(20);
      }
    },
  };
}

const settings = (folder: Folder, environment: Environment): Environment => ({
  DATA_DIRECTORY: folder.path,
  LOG_LEVEL: 'silent',
  ...environment,
});

/** Begins to start the product on a data directory, as `npm start` does after its preparations. */
export function beginProgram(folder: Folder, environment: Environment = {}): Process {
  return run(
    [process.execPath, join(root, 'src', 'main.ts')],
    settings(folder, { PORT: '0', ...environment }),
  );
}

/** Starts the product and waits until it says that it is ready, and where. */
export async function startProgram(folder: Folder, environment: Environment = {}): Promise<Program> {
  const started = beginProgram(folder, environment);
  const [, port] = await started.says(/listo en [^]*http:\/\/localhost:(\d+)\/console/);
  return { ...started, url: `http://127.0.0.1:${port}` };
}

/** Runs `atiende …` to its end. */
export async function atiende(
  folder: Folder,
  given: readonly string[],
  environment: Environment = {},
): Promise<{ code: number | null; out: string; said: string }> {
  const command = [process.execPath, join(root, 'src', 'cli', 'main.ts'), ...given];
  const done = run(command, settings(folder, environment));
  const { code } = await done.ended;
  return { code, out: done.out().trim(), said: done.said() };
}

/** For `afterAll`: ends what a failed test left running. */
export function endEverything(): void {
  for (const child of living) child.kill('SIGKILL');
}

/**
 * Waits until something holds; what it throws meanwhile means not yet. The test's own time limit ends it, and so does
 * the end of the process that it waits for.
 */
export async function until<T>(
  find: () => Promise<T | false | null | undefined>,
  working?: Process,
): Promise<T> {
  for (;;) {
    const found = await find().catch(() => null);
    if (found !== false && found !== null && found !== undefined) return found;
    if (working?.isOver()) throw new Error(`it ended before that:\n${working.said()}`);
    await pause(50);
  }
}
