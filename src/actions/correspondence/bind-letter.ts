import { buffer } from 'node:stream/consumers';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fileNameOf } from '../../core/correspondence/letter.ts';
import { event } from '../../core/petitions/events.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { reading } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { lockPetition } from '../../store/petitions.ts';
import { defineAction } from '../action.ts';
import type { App } from '../app.ts';
import { letGoOfFiles } from '../files/let-go.ts';
import { record } from '../petitions/petition-action.ts';
import { boundPages, type Page } from './bound-pages.ts';
import { textReader } from './read-text.ts';

const system = { kind: 'system' } as const;

/**
 * Binds the pages of a letter into one PDF in the file of its petition, searchable where this machine can read them.
 * Bound twice it stays as it was. What cannot be bound leaves the pages as they came, for the person too.
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
  const bound = await boundPages(read, await textReader());
  const storage_name = bound === null ? null : await app.files.put(bound.bytes);
  try {
    const kept = await keepBoundLetter(app, system, {
      letter_id,
      bound:
        bound === null || storage_name === null
          ? null
          : {
              ...{ storage_name, bytes: bound.bytes.length, is_searchable: bound.is_searchable },
              sha256: createHash('sha256').update(bound.bytes).digest('base64'),
            },
    });
    if (!kept.is_kept && storage_name !== null) await letGoOfFiles(app, [storage_name]);
  } catch (error) {
    if (storage_name !== null) await letGoOfFiles(app, [storage_name]).catch(() => undefined);
    throw error;
  }
}

/** The bound letter becomes a file of the petition that its person may open. */
export const keepBoundLetter = defineAction({
  name: 'keep-bound-letter',
  permission: 'system',
  input: z.object({
    letter_id: z.uuid(),
    bound: z
      .object({
        storage_name: z.string(),
        bytes: z.number().int().positive(),
        sha256: z.base64(),
        is_searchable: z.boolean(),
      })
      .nullable(),
  }),
  async run(context): Promise<{ is_kept: boolean }> {
    const { tx, now, input } = context;
    const letter = await tx
      .selectFrom('incoming_letters')
      .select([
        'city_id',
        'petition_id',
        'year',
        'entry_number',
        'scan_state',
        'page_file_ids',
        'registered_by',
      ])
      .where('id', '=', input.letter_id)
      .forUpdate()
      .executeTakeFirst();
    if (letter?.scan_state !== 'waiting') return { is_kept: false };
    const { petition_id, city_id } = letter;
    const petition = await lockPetition(tx, petition_id);
    const city = await cityConfiguration(tx, city_id);
    if (petition === null || city === null) return { is_kept: false };
    const scan_file_id = input.bound === null ? null : newId();
    if (input.bound !== null && scan_file_id !== null) {
      const { is_searchable: _, sha256, ...stored } = input.bound;
      await tx
        .insertInto('files')
        .values({
          ...{ id: scan_file_id, city_id, petition_id, ...stored, sha256: Buffer.from(sha256, 'base64') },
          ...{ display_name: `escrito-${fileNameOf(letter)}.pdf`, media_type: 'application/pdf' },
          ...{ audience: 'citizen', uploaded_kind: 'staff', uploaded_by: letter.registered_by, at: now },
        })
        .execute();
    } else {
      await tx
        .updateTable('files')
        .set({ audience: 'citizen' })
        .where('id', 'in', letter.page_file_ids)
        .execute();
    }
    const scan_state = input.bound === null ? 'failed' : input.bound.is_searchable ? 'searchable' : 'joined';
    await tx
      .updateTable('incoming_letters')
      .set({ scan_state, scan_file_id })
      .where('id', '=', input.letter_id)
      .execute();
    const added = scan_file_id === null ? letter.page_file_ids : [scan_file_id];
    const events = added.map((file_id) => event('file_added', 'citizen', { file_id }));
    await record(context, { petition, city }, { events });
    return { is_kept: scan_file_id !== null };
  },
});
