import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** Where the bytes of attachments live. Names are random and made here; nothing a person typed becomes a path. */
export interface FileStore {
  /** Stores the bytes durably and gives the name to keep. */
  put(bytes: Buffer): Promise<string>;
  /** @throws when there is no such file */
  read(storage_name: string): Promise<{ stream: Readable; bytes: number }>;
  remove(storage_name: string): Promise<void>;
}

const shape = /^[0-9a-f]{2}\/[0-9a-f]{40}$/;

/** A directory: `ab/abcdef…`; written under a temporary name, synced, then renamed. */
export function directoryFileStore(root: string): FileStore {
  const pathOf = (name: string): string => {
    if (!shape.test(name)) throw new Error('Not a storage name');
    return join(root, name);
  };
  return {
    async put(bytes) {
      const id = randomBytes(20).toString('hex');
      const name = `${id.slice(0, 2)}/${id}`;
      await mkdir(join(root, id.slice(0, 2)), { recursive: true, mode: 0o700 });
      const partial = `${pathOf(name)}.part`;
      const file = await open(partial, 'wx', 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, pathOf(name));
      return name;
    },
    async read(name) {
      const path = pathOf(name);
      const { size } = await stat(path);
      return { stream: createReadStream(path), bytes: size };
    },
    async remove(name) {
      await rm(pathOf(name), { force: true });
    },
  };
}
