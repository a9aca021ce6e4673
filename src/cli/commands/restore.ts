import type { Command } from 'commander';
import { part } from '../../actions/backup/archive-parts.ts';
import { checkArchive, type CheckedArchive } from '../../actions/backup/check-archive.ts';
import { restoreBackup, type Restored } from '../../actions/backup/restore-backup.ts';
import { readConfig, type Config } from '../../config.ts';
import { say } from '../../core/language/sentences.ts';
import { connectToServe } from '../../start/connect.ts';
import { demoPasswordFile } from '../../start/demo-password.ts';
import { makeKeyFolder, masterKeyFile } from '../../start/master-key.ts';
import { openFiles } from '../../start/open-files.ts';
import { ownerAddress } from '../../start/owner-address.ts';
import { keyForArchive, refuseFilledPlace, short, type KeyAtHand } from '../../start/restore-place.ts';
import { markRestore } from '../../start/unfinished-restore.ts';
import { writeDurably } from '../../start/write-durably.ts';
import { showProgress, sizeOf } from '../backup-words.ts';
import { note } from '../say-problem.ts';

interface Options {
  readonly check?: boolean;
  readonly moved?: boolean;
  readonly json?: boolean;
}

/** `atiende restore <archive>`: into an empty database and an empty place for files; exit code 1 when it cannot be. */
export function addRestoreCommand(program: Command): void {
  program
    .command('restore <archive>')
    .description(say('es', 'cli.restore.about'))
    .option('--check', say('es', 'cli.restore.check'))
    .option('--moved', say('es', 'cli.restore.moved'))
    .option('--json', say('es', 'cli.json'))
    .action(async (archive: string, options: Options) => {
      const config = readConfig(process.env);
      const progress = showProgress();
      const checked = await checkArchive(archive, progress.show).finally(progress.end);
      const key_file = masterKeyFile(config.data_directory, config.master_key_file);
      sayChecked(checked);
      if (options.check) {
        if (options.json) process.stdout.write(`${JSON.stringify(told(checked))}\n`);
        return;
      }
      const key = keyForArchive(key_file, checked);
      const restored = await restoreInto(config, { archive, checked, key, options });
      if (options.json) process.stdout.write(`${JSON.stringify(restored)}\n`);
      sayRestored(checked, restored, options.moved === true);
    });
}

interface Given {
  readonly archive: string;
  readonly checked: CheckedArchive;
  readonly key: KeyAtHand;
  readonly options: Options;
}

async function restoreInto(config: Config, { archive, checked, key, options }: Given): Promise<Restored> {
  const files = openFiles(config);
  await refuseFilledPlace(config.data_directory, files);
  const connection = await connectToServe(config, note);
  const progress = showProgress();
  try {
    const unmark = markRestore(config.data_directory);
    const restored = await restoreBackup({
      ...{ archive, checked, files, owner_url: await ownerAddress(connection), on_progress: progress.show },
      app_role: decodeURIComponent(new URL(connection.url).username),
      is_moved: options.moved === true,
      before_commit: () => writeExtras(config, checked, key),
    }).catch((problem: unknown) => {
      // Nothing of it is left; after a power failure the mark says that something may be.
      unmark();
      throw problem;
    });
    unmark();
    return restored;
  } finally {
    progress.end();
    await connection.stop();
  }
}

function writeExtras(config: Config, { extras }: CheckedArchive, key: KeyAtHand): void {
  if (key.is_inside) {
    makeKeyFolder(key.file);
    writeDurably(key.file, extras.get(part.master_key)!.toString('utf8'));
    note(say('es', 'cli.restore.key_written', { file: key.file }));
  }
  const password = extras.get(part.demo_password);
  if (password !== undefined)
    writeDurably(demoPasswordFile(config.data_directory), password.toString('utf8'));
}

/** What is in the archive, for a program. */
function told({ header, manifest, bytes }: CheckedArchive) {
  const { tables: _, ...about } = header;
  const { rows, jobs, files, file_bytes, files_gone, files_missing } = manifest;
  return { ...about, bytes, rows, jobs, files, file_bytes, files_gone, files_missing };
}

const minute = (instant: string): string => instant.slice(0, 16).replace('T', ' ');

function sayChecked({ header, manifest, bytes }: CheckedArchive): void {
  const { created_at, program_version, postgres, key_fingerprint, holds_master_key } = header;
  const rows = Object.values(manifest.rows).reduce((one, other) => one + other, 0);
  const made = { at: minute(created_at), version: program_version, postgres, size: sizeOf(bytes) };
  note(say('es', 'cli.restore.checked', { ...made, rows, files: manifest.files }));
  const fingerprint = { fingerprint: short(key_fingerprint) };
  note(say('es', holds_master_key ? 'cli.restore.holds_key' : 'cli.restore.needs_key', fingerprint));
  const missing = manifest.files_missing.length;
  if (missing > 0) note(say('es', 'cli.restore.files_missing', { count: missing }));
}

function sayRestored(
  { header }: CheckedArchive,
  { rows, files, notices_kept }: Restored,
  is_moved: boolean,
): void {
  const sum = Object.values(rows).reduce((one, other) => one + other, 0);
  note(say('es', 'cli.restore.done', { rows: sum, files }));
  if (notices_kept > 0) note(say('es', 'cli.restore.notices_kept', { count: notices_kept }));
  if (!is_moved) note(say('es', 'cli.restore.since', { at: minute(header.created_at) }));
}
