import { reading, type Database } from '../../store/database.ts';
import type { FileToOpen } from '../files-that-open.ts';
import { openFile } from './open-file.ts';
import type { TrackedPetition } from './tracked-petition.ts';

/** A file of a petition for whoever sees the petition in that view; null where that view does not open it. */
export function fileOfPetition(
  database: Database,
  { id, view }: Pick<TrackedPetition, 'id' | 'view'>,
  file_id: string,
): Promise<FileToOpen | null> {
  if (view === 'own') {
    return reading(database, { kind: 'citizen', petition_id: id }, (reader) =>
      openFile(reader, { kind: 'citizen', petition_id: id }, { petition_id: id, file_id }),
    );
  }
  return reading(database, { kind: 'public' }, (reader) =>
    openFile(reader, { kind: 'public' }, { petition_id: id, file_id }),
  );
}
