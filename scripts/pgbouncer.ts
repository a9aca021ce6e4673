import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, isDebian, unpackPackages } from './debian-packages.ts';

/** The PgBouncer that the tests start, or undefined where there is none. */
export function pgbouncer(): string | undefined {
  const places = [
    process.env.PGBOUNCER ?? '',
    '/usr/sbin/pgbouncer',
    join(ownFolder(), 'pgbouncer'),
    '/opt/homebrew/bin/pgbouncer',
  ];
  return places.find((path) => path !== '' && existsSync(path) && runs(path));
}

/**
 * Makes sure that PgBouncer is there on Debian: its package is unpacked into a cache folder, not installed, because
 * installing it would start a service that nobody asked for.
 *
 * Returns why there is none, or undefined. Throws with what went wrong while unpacking.
 */
export function reasonForNoPgbouncer(): string | undefined {
  if (pgbouncer() !== undefined) return undefined;
  if (!isDebian()) return `no PgBouncer here (${process.platform}). PGBOUNCER names the program.`;
  const folder = ownFolder();
  writeLauncher(folder, unpackPackages(folder, ['pgbouncer']));
  if (pgbouncer() === undefined) throw new Error(`PgBouncer was unpacked (${folder}) and does not run`);
  return undefined;
}

// It refuses to run as root, and another account cannot enter root's home.
function ownFolder(): string {
  return process.getuid?.() === 0 ? '/var/cache/atiende/pgbouncer' : cacheFolder('pgbouncer');
}

function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { timeout: 60_000 }).status === 0;
}

function writeLauncher(folder: string, root: string): void {
  const libraries = globSync(['usr/lib/*-linux-gnu', 'lib/*-linux-gnu'], { cwd: root });
  const file = join(folder, 'pgbouncer');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    `#!/bin/sh
root='${root.replaceAll("'", "'\\''")}'
export LD_LIBRARY_PATH="${libraries.map((path) => `$root/${path}`).join(':')}"
exec "$root/usr/sbin/pgbouncer" "$@"
`,
  );
  chmodSync(file, 0o755);
  // Root's umask may close what another account has to read.
  if (process.getuid?.() === 0) spawnSync('chmod', ['-R', 'a+rX', dirname(folder)]);
}
