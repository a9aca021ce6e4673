import type pg from 'pg';
import { ArchiveProblem } from '../../store/archive/archive-problem.ts';
import { memberNames, readArchive, type ArchiveMember } from '../../store/archive/read-archive.ts';
import { bareTables, setSequences } from '../../store/backup/bare-tables.ts';
import { copyIn } from '../../store/backup/copy-rows.ts';
import { openEmptyDatabase } from '../../store/backup/empty-database.ts';
import { quoted } from '../../store/backup/owner-connection.ts';
import {
  endWhatHeld,
  hideFiles,
  jobs_table,
  makeJobsTable,
  queueJobs,
} from '../../store/backup/restored-state.ts';
import type { FilePlace } from '../../store/file-store.ts';
import { kindOfPart, type OnProgress } from './archive-parts.ts';
import type { CheckedArchive } from './check-archive.ts';

export interface RestoreAsked {
  readonly archive: string;
  /** What reading it whole has shown. */
  readonly checked: CheckedArchive;
  readonly owner_url: string;
  readonly app_role: string;
  readonly files: FilePlace;
  /** The old place was stopped before the backup and stays so: everything goes on as if nothing had happened. */
  readonly is_moved: boolean;
  /** Does what belongs to it outside the database, when nothing else can fail any more. */
  readonly before_commit: () => void;
  readonly on_progress: OnProgress;
}

export interface Restored {
  readonly rows: Readonly<Record<string, number>>;
  readonly files: number;
  readonly notices_kept: number;
}

/**
 * Fills an empty database and an empty place for files from an archive, all of it or nothing: the rows come in one
 * transaction that is committed when the last file is in its place.
 * @throws ArchiveProblem `database_not_empty`, `database_ahead`, `archive_unfit`, and what reading an archive may find
 */
export async function restoreBackup(asked: RestoreAsked): Promise<Restored> {
  const { header } = asked.checked;
  const { client, tables } = await openEmptyDatabase(asked, header.migrations);
  try {
    const known = new Map(tables.map(({ name, columns }) => [name, columns]));
    for (const { name, columns } of header.tables) {
      if (columns.every((column) => known.get(name)?.includes(column))) continue;
      throw new ArchiveProblem('archive_unfit', { table: name });
    }
    const restored = await fill(client, asked);
    asked.before_commit();
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return restored;
  } catch (problem) {
    await client.query('ROLLBACK').catch(() => undefined);
    await removeFiles(asked).catch(() => undefined);
    throw problem;
  } finally {
    await client.end();
  }
}

async function fill(client: pg.Client, asked: RestoreAsked): Promise<Restored> {
  const { manifest, header, bytes } = asked.checked;
  const dress = await bareTables(client);
  await makeJobsTable(client);
  const counted = { rows: {} as Record<string, number>, jobs: 0, files: 0 };
  for await (const member of readArchive(asked.archive)) {
    const { kind, of } = kindOfPart(member.name);
    asked.on_progress({ stage: 'restoring', what: of, done: member.ends_at, of: bytes });
    if (kind === 'tables') {
      const columns = header.tables.find(({ name }) => name === of)?.columns ?? [];
      const into = `${quoted(of)} (${columns.map(quoted).join(', ')})`;
      counted.rows[of] = (counted.rows[of] ?? 0) + (await copyIn(client, into, member.body));
    } else if (kind === 'jobs') counted.jobs += await copyIn(client, jobs_table, member.body);
    else if (kind === 'files') counted.files += await putFile(asked.files, member, of);
  }
  for (const [name, rows] of Object.entries(manifest.rows)) {
    if (counted.rows[name] !== rows)
      throw new ArchiveProblem('archive_damaged', { member: `tables/${name}` });
  }
  asked.on_progress({ stage: 'indexing', what: '', done: 0, of: 1 });
  await hideFiles(client, manifest.files_gone);
  await setSequences(client, manifest.sequences, { others_since: !asked.is_moved });
  await queueJobs(client, { notices: asked.is_moved });
  const notices_kept = asked.is_moved ? 0 : await endWhatHeld(client);
  await dress();
  return { rows: counted.rows, files: counted.files, notices_kept };
}

async function putFile(files: FilePlace, { body }: ArchiveMember, storage_name: string): Promise<1> {
  await files.putAs(storage_name, body);
  return 1;
}

/** Takes back the files that were put before it failed. */
async function removeFiles({ archive, files }: RestoreAsked): Promise<void> {
  for await (const name of memberNames(archive)) {
    const { kind, of } = kindOfPart(name);
    if (kind === 'files') await files.remove(of).catch(() => undefined);
  }
}
