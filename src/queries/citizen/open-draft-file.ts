import type { Reader } from '../../store/database.ts';
import { fileToOpen, type FileToOpen } from '../files-that-open.ts';

/** A file of a draft, for its preview; the door has checked that the draft is the caller's. */
export async function openDraftFile(
  reader: Reader,
  { draft_id, file_id }: { draft_id: string; file_id: string },
): Promise<FileToOpen | null> {
  const row = await reader
    .selectFrom('files')
    .select(['id', 'storage_name', 'display_name', 'media_type', 'bytes', 'sha256'])
    .where('id', '=', file_id)
    .where('draft_id', '=', draft_id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? fileToOpen(row) : null;
}
