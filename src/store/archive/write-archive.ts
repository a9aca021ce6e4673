import { createHash } from 'node:crypto';
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { makeFolderLater } from '../make-folder.ts';
import { ArchiveProblem } from './archive-problem.ts';
import { block_bytes, padding, tarHeader } from './tar-header.ts';

/** An archive that is being written: `add` its members, then `finish` or `abandon` it. */
export interface ArchiveWriter {
  /** Writes one member, which is in memory as a whole. */
  add(name: string, body: Buffer): Promise<void>;
  /** Ends it with the manifest, which learns how many members there are; only then is the file there. */
  finish(manifest: object): Promise<{ bytes: number; members: number }>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

/** After how many members their checksums are written: so many are remembered at a time. */
const checked_together = 5_000;

/**
 * Opens a tar file in which every member is checked: now and then comes `checksums/000001.sha256` with the SHA-256 of
 * the members before it, in the format of `sha256sum`; at the end `manifest.json` and its own `manifest.sha256`.
 * It has another name until it is whole and on the disk.
 * @throws ArchiveProblem `archive_exists`, `place_unusable`
 */
export async function writeArchive(path: string, modified: Date): Promise<ArchiveWriter> {
  if ((await stat(path).catch(() => null)) !== null)
    throw new ArchiveProblem('archive_exists', { file: path });
  const unfinished = `${path}.unfinished`;
  const file = await openNew(unfinished);
  const seconds = Math.floor(modified.getTime() / 1000);
  const so_far = { bytes: 0, members: 0, lists: 0 };
  let sums: string[] = [];

  const write = async (name: string, body: Buffer): Promise<string> => {
    const filled = [
      tarHeader({ name, bytes: body.length }, seconds),
      body,
      Buffer.alloc(padding(body.length)),
    ];
    for (const part of filled) await writeWhole(file, part);
    so_far.bytes += filled.reduce((sum, part) => sum + part.length, 0);
    return `${createHash('sha256').update(body).digest('hex')}  ${name}\n`;
  };
  const writeSums = async () => {
    so_far.lists += 1;
    const name = `checksums/${String(so_far.lists).padStart(6, '0')}.sha256`;
    await write(name, Buffer.from(sums.join('')));
    sums = [];
  };

  return {
    async add(name, body) {
      sums.push(await write(name, body));
      so_far.members += 1;
      if (sums.length >= checked_together) await writeSums();
    },
    async finish(manifest) {
      if (sums.length > 0) await writeSums();
      const { members, lists } = so_far;
      const told = `${JSON.stringify({ ...manifest, members, checksum_lists: lists }, null, 1)}\n`;
      await write('manifest.sha256', Buffer.from(await write('manifest.json', Buffer.from(told))));
      await writeWhole(file, Buffer.alloc(2 * block_bytes));
      await file.sync();
      await file.close();
      await rename(unfinished, path);
      await syncFolder(dirname(path));
      return { bytes: so_far.bytes + 2 * block_bytes, members };
    },
    async abandon() {
      await file.close().catch(() => undefined);
      await rm(unfinished, { force: true });
    },
  };
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    await makeFolderLater(dirname(path), 0o700);
    return await open(path, 'w', 0o600);
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException;
    throw new ArchiveProblem('place_unusable', { place: dirname(path), problem: code ?? message });
  }
}

/** A volume that fills up takes a part of what it is given: the rest is refused at the next try. */
async function writeWhole(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length;) at += (await file.write(bytes, at)).bytesWritten;
}

/** Makes the names in a folder last through a power failure, where the system can. */
export async function syncFolder(folder: string): Promise<void> {
  const opened = await open(folder, 'r');
  try {
    await opened.sync();
  } finally {
    await opened.close();
  }
}
