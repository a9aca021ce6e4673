import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import small_memory from '../scripts/small-memory.json' with { type: 'json' };
import { freePort } from '../src/start/free-port.ts';

/** The product as `npm start` runs it, in a process of its own. */
export interface Program {
  readonly url: string;
  /** From the start of the process until it says that it is ready, in seconds. */
  readonly ready_s: number;
  /** Memory that the server's process holds, in megabytes; undefined where the system does not tell. */
  readonly memory: () => number | undefined;
  /** The most that it has held so far. */
  readonly largest_memory: () => number | undefined;
  /** Processor time that it has used so far, in seconds; undefined where the system does not tell. */
  readonly processor_s: () => number | undefined;
  readonly stop: () => Promise<void>;
}

const longest_start_ms = 180_000;

/** Starts it on a data directory with its embedded database, and waits until it is ready. */
export async function startProgram(data_directory: string): Promise<Program> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [...small_memory.node, join(import.meta.dirname, '..', 'src', 'main.ts')],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        ...small_memory.env,
        DATA_DIRECTORY: data_directory,
        PORT: String(port),
        LOG_LEVEL: 'silent',
      },
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`the program ended while it started:\n${said}`);
    if (performance.now() - began > longest_start_ms) throw new Error(`not ready:\n${said}`);
    await pause(20);
  }
  return {
    url,
    ready_s: (performance.now() - began) / 1000,
    memory: () => memoryOf(child.pid, 'VmRSS'),
    largest_memory: () => memoryOf(child.pid, 'VmHWM'),
    processor_s: () => processorTimeOf(child.pid),
    stop: async () => {
      process.off('exit', endWithUs);
      await ended(child);
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const over = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await over;
}

function memoryOf(pid: number | undefined, which: 'VmRSS' | 'VmHWM'): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return undefined;
  const kilobytes = new RegExp(`${which}:\\s+(\\d+)`).exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** The kernel counts in hundredths of a second; fields 14 and 15 are the time in the program and in the kernel for it. */
function processorTimeOf(pid: number | undefined): number | undefined {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return undefined;
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
