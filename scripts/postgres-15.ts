import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Binaries } from '../src/start/postgres-binaries.ts';
import { cacheFolder, isDebian, unpackPackages } from './debian-packages.ts';

/** The programs of PostgreSQL 15, the oldest that Atiende works on, or undefined where there are none. */
export function postgres15(): Binaries | undefined {
  const places = [
    process.env.POSTGRES_15_BIN ?? '',
    '/usr/lib/postgresql/15/bin',
    join(ownFolder(), 'bin'),
    '/opt/homebrew/opt/postgresql@15/bin',
  ];
  const found = places.find((folder) => folder !== '' && isFifteen(folder));
  if (found === undefined) return undefined;
  return { initdb: join(found, 'initdb'), postgres: join(found, 'postgres'), major: '15' };
}

/**
 * Makes sure that PostgreSQL 15 is there, on Debian 12, whose version it is: its package is unpacked into a cache
 * folder, not installed, because installing it would make and start a server that nobody asked for.
 *
 * Returns why there is none, or undefined. Throws with what went wrong while unpacking.
 */
export function reasonForNoPostgres15(): string | undefined {
  if (postgres15()) return undefined;
  if (!isDebian() || !/^VERSION_ID="?12"?$/m.test(readFileSync('/etc/os-release', 'utf8'))) {
    return `no PostgreSQL 15 here (${process.platform}); only Debian 12 has a package of it. POSTGRES_15_BIN names a folder with one.`;
  }
  const folder = ownFolder();
  writeLaunchers(folder, unpackPackages(folder, ['postgresql-15']));
  if (!postgres15()) throw new Error(`PostgreSQL 15 was unpacked (${folder}) and does not run`);
  return undefined;
}

// Root runs PostgreSQL as another account, which cannot enter root's home.
function ownFolder(): string {
  return process.getuid?.() === 0 ? '/var/cache/atiende/postgresql-15' : cacheFolder('postgresql-15');
}

function isFifteen(folder: string): boolean {
  const postgres = join(folder, 'postgres');
  if (!existsSync(postgres) || !existsSync(join(folder, 'initdb'))) return false;
  const said = spawnSync(postgres, ['--version'], { encoding: 'utf8', timeout: 60_000 }).stdout ?? '';
  return / 15\.\d/.test(said);
}

// PostgreSQL finds its other files beside its programs; the libraries that came with it are found by path.
function writeLaunchers(folder: string, root: string): void {
  const libraries = globSync(['usr/lib/*-linux-gnu', 'lib/*-linux-gnu'], { cwd: root });
  const quoted = `'${root.replaceAll("'", "'\\''")}'`;
  mkdirSync(join(folder, 'bin'), { recursive: true });
  for (const program of ['initdb', 'postgres']) {
    const file = join(folder, 'bin', program);
    writeFileSync(
      file,
      `#!/bin/sh
root=${quoted}
export LD_LIBRARY_PATH="${libraries.map((path) => `$root/${path}`).join(':')}"
exec "$root/usr/lib/postgresql/15/bin/${program}" "$@"
`,
    );
    chmodSync(file, 0o755);
  }
  // Root's umask may close what another account has to read.
  if (process.getuid?.() === 0) spawnSync('chmod', ['-R', 'a+rX', dirname(folder)]);
}
