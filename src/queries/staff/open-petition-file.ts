import type { StaffActor } from '../../core/access/actor.ts';
import { columns } from '../../store/columns.generated.ts';
import type { Reader } from '../../store/database.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import { fileThatOpens, type FileToOpen } from '../files-that-open.ts';
import { readingOf } from './own-period.ts';
import { isFileRead } from './petition-replies.ts';

/** A file of a petition that the member of staff may see, or null; of one that left them, of their own period. */
export async function openPetitionFile(
  reader: Reader,
  actor: StaffActor,
  which: { petition_id: string; file_id: string },
): Promise<FileToOpen | null> {
  const file = await fileThatOpens(reader, actor, which);
  if (file === null) return null;
  const { reads } = await readingOf(reader, actor, await petitionOf(reader, which.petition_id));
  if (reads.left === null) return file;
  const known = await reader
    .selectFrom('files')
    .select(['id', 'at', 'reply_id', 'message_id'])
    .where('id', '=', which.file_id)
    .executeTakeFirstOrThrow();
  return isFileRead(reads, known) ? file : null;
}

function petitionOf(reader: Reader, petition_id: string): Promise<PetitionRow> {
  return reader
    .selectFrom('petitions')
    .select(columns.petitions)
    .where('id', '=', petition_id)
    .executeTakeFirstOrThrow();
}
