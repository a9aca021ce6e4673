import { reading, type Database } from '../../../store/database.ts';
import { fileThatOpens, type FileToOpen } from '../../files-that-open.ts';

/** A published photograph of a public petition, by the petition's folio; null when there is none. */
export function openPhoto(
  database: Database,
  { folio, file_id, city_id }: { folio: string; file_id: string; city_id: string },
): Promise<FileToOpen | null> {
  return reading(database, { kind: 'public' }, async (reader) => {
    const petition = await reader
      .selectFrom('petitions')
      .select('id')
      .where('folio', '=', folio)
      .where('city_id', '=', city_id)
      .executeTakeFirst();
    if (!petition) return null;
    return fileThatOpens(reader, { kind: 'public' }, { petition_id: petition.id, file_id });
  });
}
