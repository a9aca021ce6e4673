import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { prepareCluster } from './cluster.ts';
import { databasePlace } from './database-location.ts';
import { lockDirectory, lockHolder, type Release } from './directory-lock.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { superviseServer, type ServerOptions } from './postmaster.ts';
import { startFolder } from './start-folder.ts';
import { StartProblem, startSentence } from './start-problem.ts';

export type EmbeddedDatabase = {
  /** For the application's role, which has no rights but those that migrations grant. */
  url: string;
  /** The same through a socket of the file system, where there is one: a packet costs a third less than over TCP. */
  near_url: string;
  /** For the role that owns the database and migrates it; not a superuser. */
  owner_url: string;
  /** Process id of the PostgreSQL server; undefined for the moment in which it is being brought back. */
  process_id: () => number | undefined;
  /** Fast shutdown: open connections are ended, everything committed is on disk. Then the directory is free. */
  stop: () => Promise<void>;
};

/**
 * Starts the PostgreSQL that comes with the clone, with its files in the data directory (made if missing).
 *
 * Throws StartProblem when another process uses the directory, or with what keeps PostgreSQL from running.
 * After kill -9 of this process or of PostgreSQL the directory starts again by itself.
 */
export async function startEmbeddedDatabase(
  options: ServerOptions & { data_directory: string },
): Promise<EmbeddedDatabase> {
  const data_directory = resolve(options.data_directory);
  const locks: Release[] = [];
  try {
    startFolder(data_directory);
    locks.push(takeAlone(data_directory));
    const place = databasePlace(data_directory);
    // A copy of a data directory points to the same place as the original.
    if (!place.base.startsWith(data_directory)) locks.push(takeAlone(place.base));
    if (!existsSync(place.cluster))
      options.log(startSentence('creating-database', { directory: place.base }));
    const binaries = postgresBinaries(place.account, place.spare_directory);
    const passwords = prepareCluster(place, binaries, join(data_directory, 'database-passwords.json'));
    const server = await superviseServer(place, binaries, options);
    const address = (role: string, password: string) =>
      `postgres://${role}:${password}@127.0.0.1:${server.port}/atiende`;
    const url = address('atiende_app', passwords.app);
    const { socket_directory: socket } = server;
    return {
      url,
      near_url: socket === null ? url : `${url}?host=${encodeURIComponent(socket)}`,
      owner_url: address('atiende_owner', passwords.owner),
      process_id: server.process_id,
      stop: async () => {
        await server.stop();
        release(locks);
      },
    };
  } catch (problem) {
    release(locks);
    throw isAboutAccess(problem)
      ? new StartProblem('directory-closed', { directory: data_directory, problem: problem.message })
      : problem;
  }
}

function isAboutAccess(problem: unknown): problem is Error {
  const { code = '', errcode = 0 } = problem as { code?: string; errcode?: number };
  const sqlite_readonly = 8;
  const sqlite_cannot_open = 14;
  return (
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code) ||
    [sqlite_readonly, sqlite_cannot_open].includes(errcode)
  );
}

function takeAlone(directory: string): Release {
  const taken = lockDirectory(directory);
  if (!taken) throw new StartProblem('directory-in-use', { directory, pid: lockHolder(directory) });
  return taken;
}

function release(locks: Release[]): void {
  for (const one of locks) one();
}
