import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { ArchiveProblem } from './archive-problem.ts';
import { block_bytes, padding, readTarHeader, type TarEntry } from './tar-header.ts';

export interface ArchiveMember {
  readonly name: string;
  readonly body: Buffer;
  /** Where in the archive it ends, in bytes; for telling how far the reading is. */
  readonly ends_at: number;
}

/** No member is larger: tables come in pieces, and uploads have their limit. */
const largest = 1024 ** 3;

/** The names of all members, without looking at what is in them. @throws ArchiveProblem */
export async function* memberNames(path: string): AsyncGenerator<string> {
  const file = await openArchive(path);
  try {
    for await (const { name } of entries(file)) yield name;
  } finally {
    await file.close();
  }
}

/**
 * The members in order, each read whole. That each is what was written is only certain when the last has been read:
 * its checksum comes after it.
 * @throws ArchiveProblem `archive_cut`, `archive_damaged` {member}, `archive_foreign`, `archive_missing`
 */
export async function* readArchive(path: string): AsyncGenerator<ArchiveMember> {
  const file = await openArchive(path);
  try {
    const unchecked = new Map<string, string>();
    let last = '';
    let isFirst = true;
    for await (const { name, bytes, at } of entries(file)) {
      if (isFirst && name !== 'backup.json') throw new ArchiveProblem('archive_foreign');
      isFirst = false;
      if (bytes > largest) throw new ArchiveProblem('archive_damaged', { member: name });
      const body = await readAt(file, at, bytes);
      const isList = name.startsWith('checksums/') || name === 'manifest.sha256';
      if (isList) compare(body.toString('utf8'), unchecked, name);
      else unchecked.set(name, createHash('sha256').update(body).digest('hex'));
      if (!isList) yield { name, body, ends_at: at + bytes };
      last = name;
    }
    if (last !== 'manifest.sha256') throw new ArchiveProblem('archive_cut');
  } finally {
    await file.close();
  }
}

/** A list names exactly the members since the list before it. */
function compare(list: string, unchecked: Map<string, string>, listName: string): void {
  for (const line of list.split('\n').filter((one) => one !== '')) {
    const [sum, name = ''] = line.split('  ');
    if (unchecked.get(name) !== sum)
      throw new ArchiveProblem('archive_damaged', { member: name || listName });
    unchecked.delete(name);
  }
  const [left] = unchecked.keys();
  if (left !== undefined) throw new ArchiveProblem('archive_damaged', { member: left });
}

async function openArchive(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (problem) {
    const { code, message } = problem as NodeJS.ErrnoException;
    throw new ArchiveProblem('archive_missing', { file: path, problem: code ?? message });
  }
}

async function* entries(file: FileHandle): AsyncGenerator<TarEntry & { at: number }> {
  const { size } = await file.stat();
  if (size < block_bytes) throw new ArchiveProblem('archive_foreign');
  let at = 0;
  for (;;) {
    const header = await readAt(file, at, block_bytes);
    // Whatever does not begin as an archive is none; later it is one that was damaged.
    if (at === 0 && header.toString('latin1', 257, 262) !== 'ustar')
      throw new ArchiveProblem('archive_foreign');
    const entry = readTarHeader(header);
    if (entry === null) break;
    const body = at + block_bytes;
    at = body + entry.bytes + padding(entry.bytes);
    if (at > size) throw new ArchiveProblem('archive_cut');
    yield { ...entry, at: body };
  }
}

async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer> {
  const into = Buffer.allocUnsafe(bytes);
  let done = 0;
  while (done < bytes) {
    const { bytesRead } = await file.read(into, done, bytes - done, at + done);
    if (bytesRead === 0) throw new ArchiveProblem('archive_cut');
    done += bytesRead;
  }
  return into;
}
