import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOfAccount, type Place } from './database-location.ts';
import type { Binaries } from './postgres-binaries.ts';
import { StartProblem } from './start-problem.ts';
import { writeDurably } from './write-durably.ts';

/** The passwords of the two roles, kept in a file of the data directory that only its owner reads. */
export type Credentials = { owner: string; app: string };

/**
 * Creates the cluster if there is none, and its passwords if there are none.
 *
 * The superuser never gets a password, so nobody logs in as it: roles and passwords are written in
 * single-user mode, before the server first listens. The cluster is made under another name and renamed, so
 * that a creation cut short by a power failure simply begins anew.
 */
export function prepareCluster(place: Place, binaries: Binaries, credentials_file: string): Credentials {
  const isNew = !existsSync(place.cluster);
  if (!isNew) refuseOtherMajor(place, binaries);
  const known = existsSync(credentials_file);
  const credentials = known
    ? (JSON.parse(readFileSync(credentials_file, 'utf8')) as Credentials)
    : { owner: randomBytes(24).toString('hex'), app: randomBytes(24).toString('hex') };
  if (isNew) createCluster(place, binaries, credentials);
  else if (!known) runSingleUser(place, binaries, { cluster: place.cluster, sql: passwords(credentials) });
  if (!known) writeDurably(credentials_file, JSON.stringify(credentials));
  return credentials;
}

function refuseOtherMajor(place: Place, binaries: Binaries): void {
  const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim();
  if (found !== binaries.major) {
    throw new StartProblem('other-postgres', { found, wanted: binaries.major, directory: place.cluster });
  }
}

function createCluster(place: Place, binaries: Binaries, credentials: Credentials): void {
  const cluster = `${place.cluster}.new`;
  initialise(cluster, place, binaries);
  writeFileSync(join(cluster, 'pg_hba.conf'), access_rules);
  runSingleUser(place, binaries, {
    cluster,
    sql: [
      'CREATE ROLE atiende_owner LOGIN NOSUPERUSER NOCREATEROLE CREATEDB',
      'CREATE ROLE atiende_app LOGIN NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS',
      ...passwords(credentials),
      'CREATE DATABASE atiende OWNER atiende_owner',
      'REVOKE ALL ON DATABASE atiende FROM PUBLIC',
      'GRANT CONNECT ON DATABASE atiende TO atiende_app',
    ],
  });
  renameSync(cluster, place.cluster);
}

const access_rules = `# Every connection gives a password; only this machine can connect.
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
`;

function passwords(credentials: Credentials): string[] {
  return [
    `ALTER ROLE atiende_owner PASSWORD '${credentials.owner}'`,
    `ALTER ROLE atiende_app PASSWORD '${credentials.app}'`,
  ];
}

/**
 * initdb with checksums and UTF-8. Text compares by bytes and folds case by Unicode, the same on every
 * machine (the builtin provider); ICU collations are there for lists that people read. The character type
 * tells letters from signs in searches (¿ ¡), and is the one thing whose name differs between systems.
 */
function initialise(cluster: string, place: Place, binaries: Binaries): void {
  let problem = '';
  for (const ctype of ['C.UTF-8', 'en_US.UTF-8', 'C']) {
    rmSync(cluster, { recursive: true, force: true });
    folderOfAccount(cluster, place.account);
    const made = spawnSync(
      binaries.initdb,
      [
        `--pgdata=${cluster}`,
        '--username=atiende_superuser',
        '--auth=trust',
        '--encoding=UTF8',
        '--data-checksums',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
        `--lc-ctype=${ctype}`,
        '--text-search-config=spanish',
        '--no-instructions',
      ],
      { ...place.account, cwd: '/', encoding: 'utf8', env: postgresEnvironment() },
    );
    if (made.status === 0) return;
    problem = made.error?.message ?? made.stderr.trim();
  }
  throw new StartProblem('initdb-failed', { problem });
}

type SingleUserWork = { cluster: string; sql: string[] };

// Single-user mode takes one statement a line and goes on after an error, so its messages are read.
function runSingleUser(place: Place, binaries: Binaries, work: SingleUserWork): void {
  const done = spawnSync(binaries.postgres, ['--single', '-D', work.cluster, 'postgres'], {
    ...place.account,
    cwd: '/',
    encoding: 'utf8',
    env: postgresEnvironment(),
    input: `${work.sql.join('\n')}\n`,
  });
  const problem = done.error?.message ?? /(?:ERROR|FATAL|PANIC):.*/.exec(done.stderr)?.[0];
  if (done.status !== 0 || problem)
    throw new StartProblem('initdb-failed', { problem: problem ?? done.stderr });
}

/** A clean environment: the PG… variables and the language of whoever starts Atiende must not reach the server. */
export function postgresEnvironment(): Record<string, string> {
  return { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };
}
