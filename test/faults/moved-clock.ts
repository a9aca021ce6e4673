import { spawnSync } from 'node:child_process';
import { chmodSync, globSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheFolder, isDebian, unpackPackages } from '../../scripts/debian-packages.ts';
import { postgresEnvironment, prepareCluster } from '../../src/start/cluster.ts';
import { databasePlace } from '../../src/start/database-location.ts';
import { freePort } from '../../src/start/free-port.ts';
import { postgresBinaries } from '../../src/start/postgres-binaries.ts';
import { ask } from '../durability/installation.ts';
import { run, until, type Folder } from '../durability/program.ts';
import { ends } from './clock-stands.ts';

/** Every process looks at the file again when the second in which it last did is more than this many seconds ago. */
const looks_again_s = 1;

/** The clock of a machine, for the processes that are started with it: what runs stays, what time it is moves. */
export interface MovedClock {
  readonly environment: Readonly<Record<string, string>>;
  /** So many hours from what the clock of this machine says; negative is behind it. Then nobody goes by the clock before. */
  readonly move: (hours: number) => Promise<void>;
  readonly remove: () => void;
}

/** libfaketime of Debian: installed, or unpacked from its package. @throws where there is none */
function library(): string {
  const pattern = 'usr/lib/*/faketime/libfaketimeMT.so.1';
  const folder = process.getuid?.() === 0 ? '/var/cache/atiende/libfaketime' : cacheFolder('libfaketime');
  const find = () => [
    ...globSync(pattern, { cwd: '/' }).map((path) => join('/', path)),
    ...globSync(pattern, { cwd: join(folder, 'root') }).map((path) => join(folder, 'root', path)),
  ];
  const [there] = find();
  if (there !== undefined) return there;
  if (!isDebian()) throw new Error('libfaketime is looked for in Debian alone');
  unpackPackages(folder, ['libfaketime']);
  // PostgreSQL runs as another account than root.
  if (process.getuid?.() === 0) spawnSync('chmod', ['-R', 'a+rX', dirname(folder)]);
  const [unpacked] = find();
  if (unpacked === undefined) throw new Error(`its package has no ${pattern}`);
  return unpacked;
}

/** @returns the reason where clocks cannot be moved */
export function movedClock(): MovedClock | string {
  let preloaded: string;
  try {
    preloaded = library();
  } catch (problem) {
    return (problem as Error).message;
  }
  const folder = mkdtempSync(join(tmpdir(), 'atiende-clock-'));
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o755);
  const file = join(folder, 'moved');
  const write = (hours: number) => {
    // Renamed, so that nobody reads half of it.
    writeFileSync(`${file}.new`, `${hours < 0 ? '-' : '+'}${Math.abs(hours)}h\n`, { mode: 0o644 });
    renameSync(`${file}.new`, file);
  };
  write(0);
  return {
    environment: {
      LD_PRELOAD: preloaded,
      FAKETIME_TIMESTAMP_FILE: file,
      // What measures how long something takes does not jump with the time of day.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      // Else waits by that clock are over at once: Debian builds the library with a remedy for C libraries before 2.25.
      FAKETIME_FORCE_MONOTONIC_FIX: '0',
      FAKETIME_CACHE_DURATION: String(looks_again_s),
    },
    move: async (hours) => {
      write(hours);
      // Each process looks for itself, and each connection of PostgreSQL is one: who is behind still goes by the clock as
      // it was. A message that such a one queues when all others were put back stands two hours ahead and waits for them.
      await pause((looks_again_s + 1.1) * 1_000);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A PostgreSQL whose clock it is, too. */
export async function startMovedDatabase(folder: Folder, clock: MovedClock) {
  const place = databasePlace(folder.path);
  const binaries = postgresBinaries(place.account, place.spare_directory);
  const passwords = prepareCluster(place, binaries, join(folder.path, 'passwords.json'));
  const port = await freePort();
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = [binaries.postgres, '-D', place.cluster, ...options];
  const server = run(command, { ...postgresEnvironment(), ...clock.environment }, place.account);
  const address = (user: string) => `postgres://${user}@127.0.0.1:${port}/atiende`;
  const owner_url = address(`atiende_owner:${passwords.owner}`);
  const answer = until(() => ask(owner_url, 'select 1'), server);
  await ends('PostgreSQL', answer, async () => server.said());
  return { url: address(`atiende_app:${passwords.app}`), owner_url, stop: () => server.end('SIGINT') };
}
