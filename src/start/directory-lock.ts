import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Lets go of the directory. The kernel does the same when the process dies, however it dies. */
export type Release = () => void;

/**
 * Takes a directory for this process alone. Returns undefined when another living process has it and does not
 * let go within two and a half seconds.
 *
 * The lock is a file lock of the kernel, held through SQLite because Node offers none itself: it dies with
 * its process, so it is never stale after kill -9, and no process id is compared, so reuse of ids is harmless.
 */
export function lockDirectory(directory: string): Release | undefined {
  const lock = new DatabaseSync(join(directory, 'atiende.lock'), { timeout: patience_ms });
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (problem) {
    lock.close();
    if ((problem as { errcode?: number }).errcode === sqlite_busy) return undefined;
    throw problem;
  }
  writeFileSync(pidFile(directory), `${process.pid}\n`);
  return () => {
    if (!lock.isOpen) return;
    rmSync(pidFile(directory), { force: true });
    lock.close();
  };
}

/** The process id that the holder of the lock left, only to be shown to a person. */
export function lockHolder(directory: string): string {
  try {
    return readFileSync(pidFile(directory), 'utf8').trim();
  } catch {
    return '?';
  }
}

// Somebody who stops Atiende and starts it at once meets the old one on its way out.
const patience_ms = 2_500;
const sqlite_busy = 5;
const pidFile = (directory: string) => join(directory, 'atiende.pid');
