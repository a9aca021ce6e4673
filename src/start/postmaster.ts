import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { postgresEnvironment } from './cluster.ts';
import { folderOfAccount, type Place } from './database-location.ts';
import { freePort } from './free-port.ts';
import { stopWhatWasLeftBehind } from './left-behind.ts';
import type { Binaries } from './postgres-binaries.ts';
import { StartProblem, startSentence } from './start-problem.ts';

export type ServerOptions = {
  port?: number;
  /** Only for test runs whose data nobody needs after a power failure. */
  forget_on_crash?: boolean;
  log: (line: string) => void;
};

export type RunningServer = {
  port: number;
  /** Null where its path would be too long. */
  socket_directory: string | null;
  process_id: () => number | undefined;
  stop: () => Promise<void>;
};

/**
 * Starts PostgreSQL on a prepared cluster and keeps it up: when it dies without having been told to, it is
 * started again on the same port, and its own recovery brings back everything that was committed.
 */
export async function superviseServer(
  place: Place,
  binaries: Binaries,
  options: ServerOptions,
): Promise<RunningServer> {
  const left_behind = await stopWhatWasLeftBehind(place.cluster);
  if (left_behind > 0) options.log(startSentence('left-behind'));
  const { child: first, port } = await startOnFreePort(place, binaries, options);
  let child: ChildProcess | undefined = first;
  let isStopping = false;

  const watch = (server: ChildProcess) => server.once('exit', () => void bringBack());
  const bringBack = async () => {
    child = undefined;
    for (let wait_ms = 100; !isStopping; wait_ms = Math.min(wait_ms * 2, 5_000)) {
      options.log(startSentence('database-died'));
      await pause(wait_ms);
      await stopWhatWasLeftBehind(place.cluster);
      if (isStopping) return;
      child = await startOnce(place, binaries, { ...options, port }).catch(() => undefined);
      if (child) return void (isStopping ? await endServer(child) : watch(child));
    }
  };
  watch(first);

  return {
    port,
    socket_directory: socketDirectory(place),
    process_id: () => child?.pid,
    stop: async () => {
      isStopping = true;
      if (child) await endServer(child);
      child = undefined;
    },
  };
}

async function startOnFreePort(place: Place, binaries: Binaries, options: ServerOptions) {
  for (let attempt = 1; ; attempt++) {
    const port = options.port ?? (await freePort());
    try {
      return { port, child: await startOnce(place, binaries, { ...options, port }) };
    } catch (problem) {
      // Somebody took the port between asking for it and using it.
      const isTaken = String(problem).includes('could not create any TCP/IP sockets');
      if (options.port !== undefined || !isTaken || attempt === 5) throw problem;
    }
  }
}

/** Starts the server once and waits until it accepts connections, however long its recovery takes. */
async function startOnce(
  place: Place,
  binaries: Binaries,
  options: ServerOptions & { port: number },
): Promise<ChildProcess> {
  const log_file = join(place.base, 'postgres.log');
  if (existsSync(log_file) && statSync(log_file).size > 8_000_000) renameSync(log_file, `${log_file}.1`);
  // A file, not a pipe: a server whose Atiende was killed must still be able to write.
  const output = openSync(log_file, 'a', 0o600);
  const from = statSync(log_file).size;
  const child = spawn(binaries.postgres, ['-D', place.cluster, ...settings(place, options)], {
    ...place.account,
    cwd: '/',
    env: postgresEnvironment(),
    stdio: ['ignore', output, output],
    // In a group of its own, so that Ctrl-C in the terminal does not reach it before Atiende has finished.
    detached: true,
  });
  closeSync(output);
  // Whatever ends this process, even in the middle of starting, the server must not outlive it.
  const endWithUs = () => child.kill('SIGINT');
  process.once('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  let ended = '';
  child.once('error', (problem) => (ended = problem.message));
  child.once('exit', (code, signal) => (ended ||= `${signal ?? code}`));
  for (let waited_ms = 0; !isReady(place.cluster, child.pid); waited_ms += 15) {
    if (ended) {
      const said = readFileSync(log_file).subarray(from).toString('utf8').trim();
      throw new StartProblem('database-did-not-start', { problem: said || ended, log_file });
    }
    if (waited_ms > 0 && waited_ms % 3_000 === 0) options.log(startSentence('database-recovering'));
    await pause(15);
  }
  return child;
}

// Line 8 of postmaster.pid is what pg_ctl waits for too.
function isReady(cluster: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function settings(place: Place, options: ServerOptions & { port: number }): string[] {
  const mebibytes = Math.round(totalmem() / 1_048_576);
  const durable = options.forget_on_crash ? 'off' : 'on';
  return Object.entries({
    listen_addresses: '127.0.0.1',
    port: options.port,
    unix_socket_directories: listed(socketDirectory(place)),
    max_connections: 60,
    shared_buffers: `${Math.min(512, Math.max(64, Math.round(mebibytes / 16)))}MB`,
    effective_cache_size: `${Math.max(256, Math.round(mebibytes / 2))}MB`,
    fsync: durable,
    full_page_writes: durable,
    synchronous_commit: durable,
    // A worker of the superuser would refuse to leave a database that a test drops.
    autovacuum: durable,
    wal_level: 'replica',
    password_encryption: 'scram-sha-256',
    random_page_cost: 1.1,
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // DETAIL lines quote the values of rows; statements quote what people typed.
    log_error_verbosity: 'terse',
    log_min_error_statement: 'panic',
    // An error of one statement quotes the value at fault and goes to whoever asked; crashes and starts are of level LOG.
    log_min_messages: 'log',
    log_checkpoints: 'off',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Of a socket beside the cluster, where its path fits in the 107 bytes that the system allows. */
function socketDirectory(place: Place): string | null {
  const directory = join(place.base, 'socket');
  if (Buffer.byteLength(`${directory}/.s.PGSQL.65535.lock`) > 100 || directory.includes(',')) return null;
  folderOfAccount(directory, place.account);
  return directory;
}

// The setting is a list: double quotes keep a path with spaces in one piece.
const listed = (directory: string | null): string => (directory === null ? '' : `"${directory}"`);

async function endServer(child: ChildProcess): Promise<void> {
  for (const [signal, patience_ms] of [
    ['SIGINT', 20_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 5_000],
  ] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    const patience = new AbortController();
    await Promise.race([
      ended,
      pause(patience_ms, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  }
}
