import { buffer } from 'node:stream/consumers';
import { reading } from '../../store/database.ts';
import type { App } from '../app.ts';
import { upright } from './bound-pages.ts';
import { paintPage } from './paint-page.ts';

/** Where a page of a pile is: in which of its files, and there on which page, from 1. */
export interface PlaceInFile {
  readonly file_id: string;
  readonly page_of_file: number;
}

export interface PileFile {
  readonly file_id: string;
  readonly media_type: string;
  readonly bytes: Buffer;
}

/** One file of a pile as it was scanned; null where it is gone. */
export async function pileFile(app: App, file_id: string): Promise<PileFile | null> {
  const row = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('files')
      .select(['storage_name', 'media_type'])
      .where('id', '=', file_id)
      .where('removed_at', 'is', null)
      .executeTakeFirst(),
  );
  if (row === undefined) return null;
  const { stream } = await app.files.read(row.storage_name);
  return { file_id, media_type: row.media_type, bytes: await buffer(stream) };
}

/** How many pages it has; null where it cannot be read. */
export async function pagesOf({ media_type, bytes }: PileFile): Promise<number | null> {
  if (media_type !== 'application/pdf') return 1;
  const { PDF } = await import('@libpdf/core');
  return PDF.load(bytes).then(
    (document) => document.getPageCount(),
    () => null,
  );
}

/** One page of it as an upright picture of 200 dots per inch; null where it cannot be drawn. */
export async function pictureOf(
  { media_type, bytes }: PileFile,
  { painter, page_of_file: page }: { painter: string | null; page_of_file: number },
): Promise<Buffer | null> {
  if (media_type !== 'application/pdf') return upright(bytes).catch(() => null);
  return painter === null ? null : paintPage(painter, bytes, page);
}
