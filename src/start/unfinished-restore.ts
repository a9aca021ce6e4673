import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { holdsInstallation } from '../store/backup/empty-database.ts';
import { startFolder } from './start-folder.ts';
import { StartProblem } from './start-problem.ts';
import { writeDurably } from './write-durably.ts';

const mark = (data_directory: string) => join(data_directory, 'restore-unfinished');

/** Marks a data directory into which files are being restored, until the restore has ended well or was taken back. */
export function markRestore(data_directory: string): () => void {
  startFolder(data_directory);
  writeDurably(mark(data_directory), `${new Date().toISOString()}\n`);
  return () => rmSync(mark(data_directory), { force: true });
}

/** Whether a restore was cut short here: what it left may be written over by the next one. */
export const isRestoreUnfinished = (data_directory: string): boolean => existsSync(mark(data_directory));

/**
 * Keeps a place that was half restored from being used as if it were a new one.
 * @throws StartProblem `restore-unfinished`
 */
export async function refuseHalfRestored(data_directory: string, owner_url: string): Promise<void> {
  if (!isRestoreUnfinished(data_directory)) return;
  // The rows are committed when everything else is done, so where they are nothing is missing.
  if (!(await holdsInstallation(owner_url))) {
    throw new StartProblem('restore-unfinished', { directory: data_directory });
  }
  rmSync(mark(data_directory), { force: true });
}
