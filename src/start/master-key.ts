import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keyRing, type KeyRing } from '../store/encryption.ts';
import { startFolder } from './start-folder.ts';
import { StartProblem } from './start-problem.ts';
import { writeDurably } from './write-durably.ts';

/** Where the master key is: the file that is set, else `keys/master.key` in the data directory. */
export function masterKeyFile(data_directory: string, chosen: string | null): string {
  return chosen ?? join(data_directory, 'keys', 'master.key');
}

/**
 * Reads the installation's keys, or makes the master key where there is none and `may_create` (an empty database).
 * @throws StartProblem when the file is missing for a database with data, or is no key
 */
export function loadKeys(file: string, may_create: boolean): KeyRing {
  if (!existsSync(file)) {
    if (!may_create) throw new StartProblem('key-missing', { file });
    makeKeyFolder(file);
    writeDurably(file, `${randomBytes(32).toString('base64')}\n`);
  }
  return keyRing(masterKeyOf(readFileSync(file, 'utf8'), file));
}

/** The folder of the master key, closed to others. @throws StartProblem `folder-not-made` */
export function makeKeyFolder(file: string): void {
  startFolder(dirname(file), 0o700);
}

/** @throws StartProblem when the text is no key; `file` says where it is from */
export function masterKeyOf(text: string, file: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== 32) throw new StartProblem('key-damaged', { file });
  return key;
}
