import { isId } from '../../store/ids.ts';
import { reading, readingOpenly, type Database } from '../../store/database.ts';
import type { FileToOpen } from '../files-that-open.ts';
import { openDraftFile } from './open-draft-file.ts';

export interface DraftFile {
  readonly id: string;
  readonly display_name: string;
  readonly media_type: string;
  readonly bytes: number;
  readonly alt_text: string | null;
  readonly storage_name: string;
}

/** The files of a draft, in the order they were added. */
export function draftFiles(database: Database, draft_id: string): Promise<DraftFile[]> {
  return readingOpenly(database, (reader) =>
    reader
      .selectFrom('files')
      .select(['id', 'display_name', 'media_type', 'bytes', 'alt_text', 'storage_name'])
      .where('draft_id', '=', draft_id)
      .where('removed_at', 'is', null)
      .orderBy('id'),
  );
}

/** One file of a draft, for its preview; null where it is not the draft's. */
export async function draftFile(
  database: Database,
  which: { draft_id: string; file_id: string },
): Promise<FileToOpen | null> {
  if (!isId(which.file_id)) return null;
  return reading(database, { kind: 'public' }, (reader) => openDraftFile(reader, which));
}
