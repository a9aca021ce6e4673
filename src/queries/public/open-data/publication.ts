import { sql } from 'kysely';
import type { Publication, PublishedFile } from '../../../core/open-data/published-file.ts';
import type { Database } from '../../../store/database.ts';
import { readingAnywhere } from '../../../store/standby.ts';

const columns = [
  'dataset',
  'month',
  'format',
  'rows',
  'bytes',
  'sha256',
  'issued_at',
  'modified_at',
] as const;

/** What a city has published, or null before the first time. */
export function publicationOf(database: Database, city_id: string): Promise<Publication | null> {
  return readingAnywhere(database, { kind: 'public' }, async (reader) => {
    const newest = await reader
      .selectFrom('open_data_publications')
      .select(['snapshot_at', 'petitions', 'withheld', 'crowds', 'least_diversity', 'crowds_alike'])
      .where('city_id', '=', city_id)
      .orderBy('snapshot_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (newest === undefined) return null;
    const files = await reader
      .selectFrom('open_data_files')
      .select(columns)
      .where('city_id', '=', city_id)
      .orderBy('dataset')
      .orderBy('month', (order) => order.desc().nullsFirst())
      .orderBy('format')
      .execute();
    const { crowds, least_diversity: least, crowds_alike: alike, ...told } = newest;
    const diversity = crowds === null || least === null || alike === null ? null : { crowds, least, alike };
    return {
      ...told,
      diversity,
      files: files.map((file) => ({ ...file, sha256: file.sha256.toString('hex') })),
    };
  });
}

/** A file and the bytes it is made of, in order. */
export interface FileInPieces extends PublishedFile {
  readonly pieces: readonly { readonly storage_name: string; readonly bytes: number }[];
}

/** The file of that name, or null. */
export function publishedFile(
  database: Database,
  name: { city_id: string; dataset: string; month: string | null; format: string },
): Promise<FileInPieces | null> {
  return readingAnywhere(database, { kind: 'public' }, async (reader) => {
    const file = await reader
      .selectFrom('open_data_files')
      .select([...columns, 'id'])
      .where('city_id', '=', name.city_id)
      .where('dataset', '=', name.dataset)
      .where('month', 'is not distinct from', name.month)
      .where('format', '=', name.format)
      .executeTakeFirst();
    if (file === undefined) return null;
    const { rows: pieces } = await sql<{ storage_name: string; bytes: number }>`
      select p.storage_name, p.bytes
      from open_data_files f, unnest(f.piece_ids) with ordinality as part (id, place)
      join open_data_pieces p on p.id = part.id
      where f.id = ${file.id} order by part.place`.execute(reader);
    const { id: _, sha256, ...rest } = file;
    return { ...rest, sha256: sha256.toString('hex'), pieces };
  });
}
