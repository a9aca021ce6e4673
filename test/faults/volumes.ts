import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For the database and for the files: with the latter full, the 256 MiB that health asks for are not there. */
const sizes = ['size=256m,mode=0755', 'size=300m,mode=0755'];

/** A small volume of its own, mounted on a folder. */
export interface Volume {
  readonly path: string;
  /** Leaves not one byte free. */
  readonly fill: () => void;
  /** Makes room again. */
  readonly clear: () => void;
}

/** Two volumes, for the database and for the files. */
export interface Volumes {
  readonly of_database: Volume;
  readonly of_files: Volume;
  readonly remove: () => void;
}

/**
 * Root mounts them. Anybody else begins a mount namespace of their own where they may, mounts them there, and does the
 * work (`inOwnNamespace`) inside.
 * @returns null where this process may not mount
 */
export function mountVolumes(): Volumes | null {
  const given = process.env['FAULTS_VOLUMES']?.split(':');
  if (given !== undefined) return volumesAt(given, () => undefined);
  if (process.getuid?.() !== 0) return null;
  const paths = folders();
  for (const [at, path] of paths.entries()) {
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', sizes[at]!, 'tmpfs', path]).status !== 0) {
      unmount(paths);
      return null;
    }
  }
  return volumesAt(paths, () => unmount(paths));
}

/**
 * Runs a command in a namespace in which the volumes are mounted; whoever runs it is the same there, because PostgreSQL
 * refuses to run as root.
 * @returns its exit code, or why there can be no such namespace
 */
export function inOwnNamespace(command: readonly string[]): number | string {
  const paths = folders();
  const [uid, gid] = [process.getuid!(), process.getgid!()];
  const mounts = paths.map((path, at) => `mount -t tmpfs -o ${sizes[at]} tmpfs ${path}`).join(' && ');
  const script = `${mounts} || exit 90; exec unshare -U --map-user=${uid} --map-group=${gid} -- "$@"`;
  const done = spawnSync('unshare', ['-Urm', 'sh', '-c', script, 'sh', ...command], {
    env: { ...process.env, FAULTS_VOLUMES: paths.join(':') },
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: 600_000,
  });
  for (const path of paths) rmSync(path, { recursive: true, force: true });
  if (done.error !== undefined) return done.error.message;
  if (done.status === 90 || /unshare failed|Operation not permitted/.test(done.stderr))
    return done.stderr.trim();
  process.stderr.write(done.stderr);
  return done.status ?? 1;
}

const folders = () =>
  ['database', 'files'].map((name) => mkdtempSync(join(tmpdir(), `atiende-volume-${name}-`)));

function unmount(paths: readonly string[]): void {
  for (const path of paths) {
    spawnSync('umount', [path]);
    rmSync(path, { recursive: true, force: true });
  }
}

function volumesAt([database, files]: readonly string[], remove: () => void): Volumes {
  return { of_database: volumeAt(database!), of_files: volumeAt(files!), remove };
}

function volumeAt(path: string): Volume {
  const filler = join(path, 'filler');
  const fill = () => {
    mkdirSync(filler, { recursive: true });
    const bytes = join(filler, 'bytes');
    const chunk = Buffer.alloc(256 * 1024);
    try {
      for (;;) appendFileSync(bytes, chunk);
    } catch {
      const { bavail, bsize } = statfsSync(path);
      if (bavail * bsize > 0) appendFileSync(bytes, Buffer.alloc(bavail * bsize));
    }
  };
  return { path, fill, clear: () => rmSync(filler, { recursive: true, force: true }) };
}
