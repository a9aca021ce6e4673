import { z } from 'zod';
import { partsOf, type ScannedPage } from '../../core/correspondence/pile.ts';
import { hasScan } from '../../store/correspondence.ts';
import { reading } from '../../store/database.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';
import { boundPages, programsHere, type Bound, type Page } from './bound-pages.ts';
import { keepScan, storedScan } from './keep-scan.ts';
import { pictureOf, pileFile, type PlaceInFile } from './pile-files.ts';
import { tellProgress } from './read-pile.ts';
import { storeScan } from './store-scan.ts';

const system = { kind: 'system' } as const;

/**
 * Binds the chosen parts of a pile to their letters, each as one PDF of its pages drawn anew, so that no part carries
 * anything of the pages of another. What cannot be drawn, or has got a scan meanwhile, is skipped and said. Begun again,
 * it goes on where it was.
 */
export async function bindPileParts(app: App, pile_id: string): Promise<void> {
  const chosen = await chosenParts(app, pile_id);
  if (chosen === null) return;
  const all = chosen.reduce((sum, { places }) => sum + places.length, 0);
  let done = 0;
  for (const { id, is_waiting, places } of chosen) {
    if (is_waiting) {
      const bound = await boundPart(app, places);
      if (bound === null) await keepPilePart(app, system, { part_id: id, scan: null });
      else await storeScan(app, bound, (scan) => keepPilePart(app, system, { part_id: id, scan }));
    }
    done += places.length;
    await tellProgress(app, { pile_id, done: Math.min(done, all), pages: all });
  }
  await endPileBinding(app, system, { pile_id });
}

function chosenParts(app: App, pile_id: string) {
  return reading(app.database, system, async (reader) => {
    const pile = await reader
      .selectFrom('scan_piles')
      .select('state')
      .where('id', '=', pile_id)
      .executeTakeFirst();
    if (pile?.state !== 'binding') return null;
    const pages: (ScannedPage & PlaceInFile)[] = await reader
      .selectFrom('scan_pile_pages')
      .select(['page', 'code', 'is_blank', 'file_id', 'page_of_file'])
      .where('pile_id', '=', pile_id)
      .orderBy('page')
      .execute();
    const rows = await reader
      .selectFrom('scan_pile_parts')
      .select(['id', 'at_page', 'state'])
      .where('pile_id', '=', pile_id)
      .where('state', '<>', 'undone')
      .orderBy('at_page')
      .execute();
    const parts = partsOf(pages);
    return rows.map(({ id, at_page, state }) => {
      const own = parts.find(({ at }) => at === at_page)?.pages ?? [];
      const places = own.flatMap((number) => pages.find(({ page }) => page === number) ?? []);
      return { id, is_waiting: state === 'waiting', places };
    });
  });
}

async function boundPart(app: App, places: readonly PlaceInFile[]): Promise<Bound | null> {
  const programs = await programsHere();
  const { painter } = programs;
  const pages: Page[] = [];
  let file: Awaited<ReturnType<typeof pileFile>> = null;
  for (const { file_id, page_of_file } of places) {
    if (file?.file_id !== file_id) file = await pileFile(app, file_id);
    const bytes = file && (await pictureOf(file, { painter, page_of_file }));
    if (!bytes) return null;
    pages.push({ media_type: 'image/jpeg', bytes });
  }
  return boundPages(pages, programs);
}

/** One part of a pile becomes the scan of its letter; one that could not be bound is skipped. */
export const keepPilePart = defineAction({
  name: 'keep-pile-part',
  permission: 'system',
  input: z.object({ part_id: z.uuid(), scan: storedScan.nullable() }),
  async run(context): Promise<{ is_kept: boolean }> {
    const { tx, input } = context;
    const part = await tx
      .selectFrom('scan_pile_parts as t')
      .innerJoin('scan_piles as s', 's.id', 't.pile_id')
      .select(['t.letter_id', 't.state', 's.uploaded_by'])
      .where('t.id', '=', input.part_id)
      .forUpdate('t')
      .executeTakeFirst();
    if (part?.state !== 'waiting') return { is_kept: false };
    // Held first: whoever waited for it must see the files of who had it.
    await tx
      .selectFrom('incoming_letters')
      .select('id')
      .where('id', '=', part.letter_id)
      .forUpdate()
      .execute();
    const letter = await tx
      .selectFrom('incoming_letters as l')
      .select(['l.id', 'l.city_id', 'l.petition_id', 'l.year', 'l.entry_number', hasScan('l').as('has_scan')])
      .where('l.id', '=', part.letter_id)
      .executeTakeFirst();
    const { uploaded_by } = part;
    const file_id =
      input.scan !== null && letter?.has_scan === false
        ? await keepScan(context, letter, { scan: input.scan, uploaded_by })
        : null;
    await tx
      .updateTable('scan_pile_parts')
      .set({ state: file_id === null ? 'skipped' : 'bound', file_id })
      .where('id', '=', input.part_id)
      .execute();
    return { is_kept: file_id !== null };
  },
});

/** Everything that was chosen is bound, or skipped. */
export const endPileBinding = defineAction({
  name: 'end-pile-binding',
  permission: 'system',
  input: z.object({ pile_id: z.uuid() }),
  async run({ tx, input }): Promise<{ done: true }> {
    await tx
      .updateTable('scan_piles')
      .set({ state: 'bound' })
      .where('id', '=', input.pile_id)
      .where('state', '=', 'binding')
      .execute();
    return { done: true };
  },
});
