import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, isDebian, unpackPackages } from './debian-packages.ts';

/** Programs that stand beside Atiende in a city's machine room, and that tests start: where their packages put them. */
const programs = {
  pgbouncer: { path: 'usr/sbin/pgbouncer', asks: '--version' },
  nginx: { path: 'usr/sbin/nginx', asks: '-v' },
  tesseract: { path: 'usr/bin/tesseract', asks: '--version' },
  pdftoppm: { path: 'usr/bin/pdftoppm', asks: '-v' },
} as const;
export type ProgramName = keyof typeof programs;

/** Where the package is not called like its program, or does nothing without another one. */
const packages: Partial<Record<ProgramName, readonly string[]>> = {
  tesseract: ['tesseract-ocr', 'tesseract-ocr-spa'],
  pdftoppm: ['poppler-utils'],
};

/** The program that the tests start, or undefined where there is none. PGBOUNCER or NGINX names another one. */
export function debianProgram(name: ProgramName): string | undefined {
  const places = [
    process.env[name.toUpperCase()] ?? '',
    `/${programs[name].path}`,
    join(ownFolder(name), name),
    `/opt/homebrew/bin/${name}`,
  ];
  return places.find((path) => path !== '' && existsSync(path) && runs(name, path));
}

/**
 * Makes sure that a program is there on Debian: its package is unpacked into a cache folder, not installed, because
 * installing it would start a service that nobody asked for.
 *
 * Returns why there is none, or undefined. Throws with what went wrong while unpacking.
 */
export function reasonForNo(name: ProgramName): string | undefined {
  if (debianProgram(name) !== undefined) return undefined;
  if (!isDebian()) return `no ${name} here (${process.platform}). ${name.toUpperCase()} names the program.`;
  const folder = ownFolder(name);
  writeLauncher(name, folder, unpackPackages(folder, packages[name] ?? [name]));
  if (debianProgram(name) === undefined) throw new Error(`${name} was unpacked (${folder}) and does not run`);
  return undefined;
}

// Both are run as another account than root, and that cannot enter root's home.
function ownFolder(name: ProgramName): string {
  return process.getuid?.() === 0 ? `/var/cache/atiende/${name}` : cacheFolder(name);
}

function runs(name: ProgramName, path: string): boolean {
  return spawnSync(path, [programs[name].asks], { timeout: 60_000 }).status === 0;
}

function writeLauncher(name: ProgramName, folder: string, root: string): void {
  const [languages] = globSync(['usr/share/tesseract-ocr/*/tessdata'], { cwd: root });
  const libraries = globSync(['usr/lib/*-linux-gnu', 'lib/*-linux-gnu'], { cwd: root });
  const file = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    `#!/bin/sh
root='${root.replaceAll("'", "'\\''")}'
export LD_LIBRARY_PATH="${libraries.map((path) => `$root/${path}`).join(':')}"
${languages === undefined ? '' : `export TESSDATA_PREFIX="$root/${languages}"`}
exec "$root/${programs[name].path}" "$@"
`,
  );
  chmodSync(file, 0o755);
  // Root's umask may close what another account has to read.
  if (process.getuid?.() === 0) spawnSync('chmod', ['-R', 'a+rX', dirname(folder)]);
}
