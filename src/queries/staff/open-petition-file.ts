import type { StaffActor } from '../../core/access/actor.ts';
import type { Reader } from '../../store/database.ts';
import { fileThatOpens, type FileToOpen } from '../files-that-open.ts';

/** A file of a petition that the member of staff may see, or null. */
export function openPetitionFile(
  reader: Reader,
  actor: StaffActor,
  which: { petition_id: string; file_id: string },
): Promise<FileToOpen | null> {
  return fileThatOpens(reader, actor, which);
}
