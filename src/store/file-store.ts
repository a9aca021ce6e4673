import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, opendir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { syncFolder } from './archive/write-archive.ts';
import { makeFolderLater } from './make-folder.ts';

/** Where the bytes of attachments live. Names are random and made here; nothing a person typed becomes a path. */
export interface FileStore {
  /** Stores the bytes durably and gives the name to keep. */
  put(bytes: Buffer): Promise<string>;
  /** @throws FileMissing, FilesAway */
  read(storage_name: string): Promise<{ stream: Readable; bytes: number }>;
  remove(storage_name: string): Promise<void>;
  /**
   * Names of what was put before an instant, a thousand at a time at most; of a directory also what a process that was
   * killed left half written, which `remove` takes too. @throws FilesAway
   */
  putBefore(instant: string): AsyncIterable<readonly string[]>;
}

/** One that can be filled from a backup. */
export interface FilePlace extends FileStore {
  /** Stores the bytes under a name that was made before, over what may be there. */
  putAs(storage_name: string, bytes: Buffer): Promise<void>;
  /** Whether there is no file at all. */
  isEmpty(): Promise<boolean>;
}

/** A row names a file that is not there: somebody deleted it by hand, or it was not in the backup. */
export class FileMissing extends Error {
  constructor(storage_name: string) {
    super(`No file ${storage_name}`);
    this.name = 'FileMissing';
  }
}

/** The store does not answer, or refuses us: to be tried again, and for the operator to see to. `code` says why. */
export class FilesAway extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`The file store: ${code}`);
    this.name = 'FilesAway';
    this.code = code;
  }
}

const shape = /^[0-9a-f]{2}\/[0-9a-f]{40}$/;

/** A new name, `ab/abcdef…`: 160 random bits. */
export function newStorageName(): string {
  const id = randomBytes(20).toString('hex');
  return `${id.slice(0, 2)}/${id}`;
}

export const isStorageName = (name: string): boolean => shape.test(name);

/** @throws for anything that is no name of ours */
export function checkStorageName(name: string): string {
  if (!isStorageName(name)) throw new Error('Not a storage name');
  return name;
}

export const mostListed = 1_000;

/** A directory: `ab/abcdef…`; written under a temporary name, synced, then renamed. */
export function directoryFileStore(root: string): FilePlace {
  const pathOf = (name: string): string => join(root, checkStorageName(name));
  const putAs = async (name: string, bytes: Buffer) => {
    const folder = dirname(pathOf(name));
    await makeFolderLater(folder, 0o700);
    const partial = `${pathOf(name)}${half_written}`;
    try {
      await writeWhole(partial, bytes);
      await rename(partial, pathOf(name));
    } catch (error) {
      // A full volume takes the name and not the bytes.
      await rm(partial, { force: true }).catch(() => undefined);
      throw error;
    }
    await syncFolder(folder);
  };
  return {
    putAs,
    async put(bytes) {
      const name = newStorageName();
      await putAs(name, bytes);
      return name;
    },
    async read(name) {
      const path = pathOf(name);
      const { size } = await stat(path).catch((problem: NodeJS.ErrnoException) => {
        throw problem.code === 'ENOENT' ? new FileMissing(name) : problem;
      });
      return { stream: createReadStream(path), bytes: size };
    },
    async remove(name) {
      const end = name.endsWith(half_written) ? half_written : '';
      const whole = name.slice(0, name.length - end.length);
      await rm(`${pathOf(whole)}${end}`, { force: true });
    },
    putBefore: (instant) => listed(root, Date.parse(instant)),
    isEmpty: () => hasNoFile(root),
  };
}

const half_written = '.part';

async function* listed(root: string, before: number): AsyncGenerator<readonly string[]> {
  const isAway = (problem: NodeJS.ErrnoException) => {
    if (problem.code !== 'ENOENT') throw problem;
    return null;
  };
  let names: string[] = [];
  for (const folder of (await readdir(root).catch(isAway)) ?? []) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    for await (const { name } of await opendir(join(root, folder))) {
      const path = `${folder}/${name}`;
      if (!isStorageName(path.replace(/\.part$/, ''))) continue;
      const found = await stat(join(root, path)).catch(isAway);
      if (found === null || found.mtimeMs >= before) continue;
      if (names.push(path) < mostListed) continue;
      yield names;
      names = [];
    }
  }
  if (names.length > 0) yield names;
}

/** Writes and syncs; nobody reads it before it is renamed. */
async function writeWhole(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function hasNoFile(root: string): Promise<boolean> {
  const folder = await opendir(root, { recursive: true }).catch(() => null);
  if (folder === null) return true;
  for await (const entry of folder) if (entry.isFile()) return false;
  return true;
}
