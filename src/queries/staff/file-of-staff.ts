import { fileToOpen, type FileToOpen } from '../files-that-open.ts';
import type { Asker } from './list-petitions.ts';
import { openPetitionFile } from './open-petition-file.ts';
import { authorOfRow } from './petition-timeline.ts';
import { readingAs, type StaffPorts } from './ports.ts';

/** A file by its id: of a petition that the asker may see, or their own for a filing in progress. Else null. */
export function fileOfStaff(
  ports: StaffPorts,
  { actor }: Asker,
  file_id: string,
): Promise<FileToOpen | null> {
  return readingAs(ports, actor, async (reader) => {
    const row = await reader
      .selectFrom('files')
      .select(['id', 'petition_id', 'draft_id', 'uploaded_by', 'storage_name', 'display_name', 'media_type'])
      .select(['bytes', 'sha256'])
      .where('id', '=', file_id)
      .where('removed_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    if (row.petition_id !== null)
      return openPetitionFile(reader, actor, { petition_id: row.petition_id, file_id });
    if (row.draft_id !== null || row.uploaded_by !== actor.user_id) return null;
    return fileToOpen(row);
  });
}

/** What the console shows of a file that was just stored. */
export function storedFile(ports: StaffPorts, { actor, city }: Asker, file_id: string) {
  return readingAs(ports, actor, async (reader) => {
    const { uploaded_kind, uploaded_by, audience, ...file } = await reader
      .selectFrom('files')
      .select(['id', 'display_name', 'media_type', 'bytes', 'width', 'height', 'alt_text', 'audience', 'at'])
      .select(['message_id', 'reply_id', 'uploaded_kind', 'uploaded_by'])
      .where('id', '=', file_id)
      .executeTakeFirstOrThrow();
    const users = new Map([[actor.user_id, actor.name]]);
    return {
      ...file,
      audience: audience as 'staff' | 'citizen' | 'public',
      uploaded_by: authorOfRow({ city, users }, { kind: uploaded_kind, user_id: uploaded_by }),
      url: `/api/v1/files/${file.id}`,
    };
  });
}
