import { z } from 'zod';
import { most_pile_pages, type ScannedPage } from '../../core/correspondence/pile.ts';
import { inTransaction, reading } from '../../store/database.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';
import { pagePainter } from './paint-page.ts';
import { pagesOf, pictureOf, pileFile, type PlaceInFile } from './pile-files.ts';
import { lookAtPage } from './read-codes.ts';

const system = { kind: 'system' } as const;
type Problem = 'no_reader' | 'unreadable' | 'too_many_pages';
type Looked = ScannedPage & PlaceInFile;

/**
 * Looks at every page of a pile for the code of a cover sheet; its progress can be read meanwhile. What cannot be read
 * is said and leaves nothing behind. Read twice it stays as it was.
 * @param painter the program that draws pages of PDF; null where there is none
 */
export async function readPile(app: App, pile_id: string, painter?: string | null): Promise<void> {
  const pile = await reading(app.database, system, (reader) =>
    reader
      .selectFrom('scan_piles')
      .select(['file_ids', 'state'])
      .where('id', '=', pile_id)
      .executeTakeFirst(),
  );
  if (pile?.state !== 'reading') return;
  const program = painter === undefined ? await pagePainter() : painter;
  const places = await placesIn(app, { pile_id, file_ids: pile.file_ids, painter: program });
  const pages = Array.isArray(places)
    ? await lookThrough(app, { pile_id, places, painter: program })
    : places;
  await keepPileReading(app, system, {
    pile_id,
    ...(Array.isArray(pages) ? { pages, problem: null } : { pages: [], problem: pages }),
  });
}

interface Pile {
  readonly pile_id: string;
  readonly painter: string | null;
}

async function placesIn(
  app: App,
  { pile_id, file_ids, painter }: Pile & { readonly file_ids: readonly string[] },
): Promise<PlaceInFile[] | Problem> {
  const places: PlaceInFile[] = [];
  for (const file_id of file_ids) {
    const file = await pileFile(app, file_id);
    const count = file && (await pagesOf(file));
    if (file === null || count === null) return 'unreadable';
    if (file.media_type === 'application/pdf' && painter === null) return 'no_reader';
    if (places.length + count > most_pile_pages) return 'too_many_pages';
    for (let page_of_file = 1; page_of_file <= count; page_of_file += 1)
      places.push({ file_id, page_of_file });
  }
  await tellProgress(app, { pile_id, done: 0, pages: places.length });
  return places;
}

async function lookThrough(
  app: App,
  { pile_id, places, painter }: Pile & { readonly places: readonly PlaceInFile[] },
): Promise<Looked[] | Problem> {
  const pages: Looked[] = [];
  let file: Awaited<ReturnType<typeof pileFile>> = null;
  for (const place of places) {
    if (file?.file_id !== place.file_id) file = await pileFile(app, place.file_id);
    const picture = file && (await pictureOf(file, { painter, page_of_file: place.page_of_file }));
    if (!picture) return 'unreadable';
    pages.push({ ...place, page: pages.length + 1, ...(await lookAtPage(picture)) });
    await tellProgress(app, { pile_id, done: pages.length, pages: places.length });
  }
  return pages;
}

/** How many pages of a pile are done, for whoever waits for it. */
export function tellProgress(
  app: App,
  { pile_id, done, pages }: { pile_id: string; done: number; pages: number },
): Promise<void> {
  return inTransaction(app.database, system, async (tx) => {
    await tx
      .updateTable('scan_piles')
      .set({ steps: pages, steps_done: done })
      .where('id', '=', pile_id)
      .where('state', 'in', ['reading', 'binding'])
      .execute();
  });
}

/** Keeps what was found on the pages of a pile, or why nothing could be. */
export const keepPileReading = defineAction({
  name: 'keep-pile-reading',
  permission: 'system',
  input: z.object({
    pile_id: z.uuid(),
    problem: z.enum(['no_reader', 'unreadable', 'too_many_pages']).nullable(),
    pages: z.array(
      z.object({
        ...{ page: z.number().int(), file_id: z.uuid(), page_of_file: z.number().int() },
        ...{ code: z.string().nullable(), is_blank: z.boolean() },
      }),
    ),
  }),
  async run({ tx, input: { pile_id, pages, problem } }): Promise<{ is_kept: boolean }> {
    const kept = await tx
      .updateTable('scan_piles')
      .set({ state: problem === null ? 'read' : 'failed', problem, pages: pages.length })
      .where('id', '=', pile_id)
      .where('state', '=', 'reading')
      .executeTakeFirst();
    const is_kept = kept.numUpdatedRows === 1n;
    if (is_kept && pages.length > 0)
      await tx
        .insertInto('scan_pile_pages')
        .values(pages.map((page) => ({ pile_id, ...page })))
        .execute();
    return { is_kept };
  },
});
