import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { reading } from '../../store/database.ts';
import { lockPetition } from '../../store/petitions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import type { App } from '../app.ts';
import { record } from '../petitions/petition-action.ts';
import { boundPages, programsHere, type Page } from './bound-pages.ts';
import { audienceOf, keepScan, storedScan } from './keep-scan.ts';
import { storeScan } from './store-scan.ts';

const system = { kind: 'system' } as const;

/**
 * Binds the pages of a letter into one PDF in the file of its petition, searchable where this machine can read them.
 * Bound twice it stays as it was. What cannot be bound leaves the pages as they came, for whom the letter is.
 */
export async function bindLetter(app: App, letter_id: string): Promise<void> {
  const pages = await reading(app.database, system, async (reader) => {
    const letter = await reader
      .selectFrom('incoming_letters')
      .select(['page_file_ids', 'scan_state'])
      .where('id', '=', letter_id)
      .executeTakeFirst();
    if (letter === undefined || letter.scan_state !== 'waiting' || letter.page_file_ids.length === 0)
      return null;
    const files = await reader
      .selectFrom('files')
      .select(['id', 'storage_name', 'media_type'])
      .where('id', 'in', letter.page_file_ids)
      .where('removed_at', 'is', null)
      .execute();
    return letter.page_file_ids.flatMap((id) => files.find((file) => file.id === id) ?? []);
  });
  if (pages === null) return;
  const read: Page[] = [];
  for (const { storage_name, media_type } of pages)
    read.push({ media_type, bytes: await buffer((await app.files.read(storage_name)).stream) });
  const bound = await boundPages(read, await programsHere());
  if (bound === null) await keepBoundLetter(app, system, { letter_id, bound: null });
  else await storeScan(app, bound, (scan) => keepBoundLetter(app, system, { letter_id, bound: scan }));
}

const input = z.object({ letter_id: z.uuid(), bound: storedScan.nullable() });
type Context = ActionContext<z.output<typeof input>>;

/**
 * The bound letter becomes a file of the petition, or its pages do where it could not be bound. Its person may open what
 * is theirs.
 */
export const keepBoundLetter = defineAction({
  name: 'keep-bound-letter',
  permission: 'system',
  input,
  async run(context: Context): Promise<{ is_kept: boolean }> {
    const { letter_id, bound } = context.input;
    const letter = await context.tx
      .selectFrom('incoming_letters')
      .select(['id', 'city_id', 'petition_id', 'year', 'entry_number', 'scan_state', 'page_file_ids'])
      .select('registered_by')
      .where('id', '=', letter_id)
      .forUpdate()
      .executeTakeFirst();
    if (letter?.scan_state !== 'waiting') return { is_kept: false };
    if (bound === null) {
      await showPages(context, letter);
      return { is_kept: false };
    }
    const kept = await keepScan(context, letter, { scan: bound, uploaded_by: letter.registered_by });
    return { is_kept: kept !== null };
  },
});

async function showPages(
  context: Context,
  letter: { id: string; city_id: string; petition_id: string; page_file_ids: readonly string[] },
): Promise<void> {
  const { tx } = context;
  const petition = await lockPetition(tx, letter.petition_id);
  const city = await cityConfiguration(tx, letter.city_id);
  if (petition === null || city === null) return;
  const pages = [...letter.page_file_ids];
  const audience = await audienceOf(tx, letter);
  await tx.updateTable('files').set({ audience }).where('id', 'in', pages).execute();
  await tx
    .updateTable('incoming_letters')
    .set({ scan_state: 'failed', scan_file_id: null })
    .where('id', '=', letter.id)
    .execute();
  const events = pages.map((file_id) => event('file_added', audience, { file_id }));
  await record(context, { petition, city }, { events });
}
