import { existsSync } from 'node:fs';
import { part } from '../actions/backup/archive-parts.ts';
import type { CheckedArchive } from '../actions/backup/check-archive.ts';
import { ArchiveProblem } from '../store/archive/archive-problem.ts';
import { keyRing } from '../store/encryption.ts';
import type { FilePlace } from '../store/file-store.ts';
import { keyFingerprint } from '../store/installation.ts';
import { loadKeys, masterKeyOf } from './master-key.ts';
import { isRestoreUnfinished } from './unfinished-restore.ts';

/** Where the master key is that opens an archive. */
export interface KeyAtHand {
  readonly file: string;
  /** It is in the archive and has to be written to the file. */
  readonly is_inside: boolean;
}

/**
 * Finds the master key of an archive: in its file, else in the archive itself.
 * @throws ArchiveProblem `key_needed` when there is none, `key_differs` when the file holds another one
 */
export function keyForArchive(file: string, { header, extras }: CheckedArchive): KeyAtHand {
  const needed = header.key_fingerprint;
  if (existsSync(file)) {
    const found = keyFingerprint(loadKeys(file, false));
    if (found !== needed)
      throw new ArchiveProblem('key_differs', { file, needed: short(needed), found: short(found) });
    return { file, is_inside: false };
  }
  const inside = extras.get(part.master_key);
  if (inside === undefined) throw new ArchiveProblem('key_needed', { file, needed: short(needed) });
  if (keyFingerprint(keyRing(masterKeyOf(inside.toString('utf8'), part.master_key))) !== needed)
    throw new ArchiveProblem('archive_damaged', { member: part.master_key });
  return { file, is_inside: true };
}

/** Enough of a fingerprint to compare by eye. */
export const short = (fingerprint: string): string => fingerprint.slice(0, 16);

/** @throws ArchiveProblem `files_not_empty`, unless what is there was left by a restore that was cut short */
export async function refuseFilledPlace(data_directory: string, files: FilePlace): Promise<void> {
  if (isRestoreUnfinished(data_directory) || (await files.isEmpty())) return;
  throw new ArchiveProblem('files_not_empty', { directory: data_directory });
}
