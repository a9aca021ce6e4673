import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import type pg from 'pg';
import { ArchiveProblem } from '../../store/archive/archive-problem.ts';
import { writeArchive, type ArchiveWriter } from '../../store/archive/write-archive.ts';
import { copyOut } from '../../store/backup/copy-rows.ts';
import { connectAsOwner, quoted } from '../../store/backup/owner-connection.ts';
import { waiting_jobs } from '../../store/backup/restored-state.ts';
import {
  filesOfSnapshot,
  isStillNamed,
  openSnapshot,
  readSequences,
  type NamedFile,
  type Snapshot,
} from '../../store/backup/snapshot.ts';
import { FilesAway, type FileStore } from '../../store/file-store.ts';
import { archive_format, part, type ArchiveHeader, type OnProgress } from './archive-parts.ts';

export interface BackupAsked {
  /** Of the role that owns the tables. */
  readonly owner_url: string;
  readonly files: FileStore;
  /** Path of the archive; nothing may be there yet. */
  readonly archive: string;
  readonly program_version: string;
  readonly now: Date;
  /** Only when it was asked for: whoever has the archive then reads every person's data. */
  readonly master_key: Buffer | null;
  readonly demo_password: Buffer | null;
  readonly on_progress: OnProgress;
}

export interface BackupMade {
  readonly archive: string;
  readonly bytes: number;
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
  readonly file_bytes: number;
  readonly files_missing: readonly string[];
  readonly key_fingerprint: string;
}

/**
 * Writes one archive of everything: all tables as they were in one instant, then the files that those rows name, while
 * the product goes on. A file of a row that was deleted meanwhile is noted as gone; one that cannot be read, though a
 * row names it, or whose SHA-256 is not the row's, is noted as missing and the rest is written all the same.
 * @throws ArchiveProblem `archive_exists`, `nothing_to_back_up`
 */
export async function makeBackup(asked: BackupAsked): Promise<BackupMade> {
  const snapshot = await openSnapshot(asked.owner_url);
  if (snapshot === null) throw new ArchiveProblem('nothing_to_back_up');
  const now = await connectAsOwner(asked.owner_url);
  try {
    const archive = await writeArchive(asked.archive, asked.now);
    try {
      return await writeParts({ asked, snapshot, now, archive });
    } catch (problem) {
      await archive.abandon();
      throw problem;
    }
  } finally {
    await now.end();
    await snapshot.close();
  }
}

interface Writing {
  readonly asked: BackupAsked;
  readonly snapshot: Snapshot;
  /** Sees what others do meanwhile. */
  readonly now: pg.Client;
  readonly archive: ArchiveWriter;
}

async function writeParts(writing: Writing): Promise<BackupMade> {
  const { asked, snapshot, archive } = writing;
  await archive.add('backup.json', Buffer.from(`${JSON.stringify(headerOf(writing), null, 1)}\n`));
  if (asked.master_key !== null) await archive.add(part.master_key, asked.master_key);
  if (asked.demo_password !== null) await archive.add(part.demo_password, asked.demo_password);
  const rows = await writeTables(writing);
  const jobs = await writePieces(writing, waiting_jobs, part.jobs);
  const files = await writeFiles(writing);
  const sequences = await readSequences(snapshot.client);
  const { bytes } = await archive.finish({ rows, jobs, sequences, ...files });
  const { key_fingerprint } = snapshot.installation;
  const { files_missing, file_bytes } = files;
  return {
    archive: asked.archive,
    ...{ bytes, rows, files: files.files, file_bytes, files_missing, key_fingerprint },
  };
}

function headerOf({ asked, snapshot }: Writing): ArchiveHeader {
  const { installation, tables, migrations, postgres } = snapshot;
  return {
    ...{ format: archive_format, program_version: asked.program_version, postgres },
    ...{ created_at: asked.now.toISOString(), installation_id: installation.id },
    ...{ key_fingerprint: installation.key_fingerprint, holds_master_key: asked.master_key !== null },
    migrations: [...migrations],
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  };
}

async function writeTables(writing: Writing): Promise<Record<string, number>> {
  const { tables } = writing.snapshot;
  const rows: Record<string, number> = {};
  for (const [at, { name, columns }] of tables.entries()) {
    writing.asked.on_progress({ stage: 'table', what: name, done: at, of: tables.length });
    const what = `${quoted(name)} (${columns.map(quoted).join(', ')})`;
    rows[name] = await writePieces(writing, what, (piece) => part.table(name, piece));
  }
  return rows;
}

async function writePieces(
  { snapshot, archive }: Writing,
  what: string,
  nameOf: (piece: number) => string,
): Promise<number> {
  let pieces = 0;
  let rows = 0;
  for await (const piece of copyOut(snapshot.client, what)) {
    pieces += 1;
    await archive.add(nameOf(pieces), piece.body);
    rows = piece.rows ?? rows;
  }
  return rows;
}

async function writeFiles(writing: Writing) {
  const { asked, snapshot, archive, now } = writing;
  const of = await countFiles(snapshot.client);
  const sum = { files: 0, file_bytes: 0, files_gone: [] as string[], files_missing: [] as string[] };
  for await (const named of filesOfSnapshot(snapshot.client)) {
    const body = await readWhole(asked.files, named);
    if (body !== null) {
      await archive.add(part.file(named.storage_name), body);
      sum.files += 1;
      sum.file_bytes += body.length;
    } else if (await isStillNamed(now, named.storage_name)) sum.files_missing.push(named.storage_name);
    else sum.files_gone.push(named.storage_name);
    asked.on_progress({ stage: 'files', what: '', done: sum.files, of });
  }
  return sum;
}

async function countFiles(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `SELECT ((SELECT count(*) FROM files) + (SELECT count(*) FROM letters)
      + (SELECT count(*) FROM recordings WHERE storage_name IS NOT NULL))::int AS n`,
  );
  return rows[0]?.n ?? 0;
}

/** The bytes, where they are there and are what they were. */
async function readWhole(files: FileStore, { storage_name, sha256 }: NamedFile): Promise<Buffer | null> {
  const body = await files
    .read(storage_name)
    .then(({ stream }) => buffer(stream))
    .catch((problem: unknown) => {
      // A store that is away has lost nothing: there is no backup now, instead of one without its files.
      if (problem instanceof FilesAway) throw problem;
      return null;
    });
  return body !== null && createHash('sha256').update(body).digest().equals(sha256) ? body : null;
}
