import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a small secret file that only its owner reads, all of it or nothing: after kill -9 or a power failure there
 * is the whole file or none, never an empty one that no later start could mend.
 */
export function writeDurably(file: string, text: string): void {
  const unfinished = `${file}.new`;
  const written = openSync(unfinished, 'w', 0o600);
  try {
    writeFileSync(written, text);
    fsyncSync(written);
  } finally {
    closeSync(written);
  }
  renameSync(unfinished, file);
  const folder = openSync(dirname(file), 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
