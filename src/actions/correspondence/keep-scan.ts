import { sql } from 'kysely';
import { z } from 'zod';
import { fileNameOf } from '../../core/correspondence/letter.ts';
import { event } from '../../core/petitions/events.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { lockPetition } from '../../store/petitions.ts';
import type { ActionContext } from '../action.ts';
import { record } from '../petitions/petition-action.ts';

/** One PDF of all pages of a letter, stored already. */
export const storedScan = z.object({
  storage_name: z.string(),
  bytes: z.number().int().positive(),
  sha256: z.base64(),
  is_searchable: z.boolean(),
});
export type StoredScan = z.output<typeof storedScan>;

interface Letter {
  readonly id: string;
  readonly city_id: string;
  readonly petition_id: string;
  readonly year: number;
  readonly entry_number: number;
}

/**
 * The scan of a letter becomes a file of its petition, and history says so. The letter is locked already. Null where
 * petition or city are gone.
 */
export async function keepScan(
  context: ActionContext<unknown>,
  letter: Letter,
  { scan, uploaded_by }: { scan: StoredScan; uploaded_by: string },
): Promise<string | null> {
  const { tx, now } = context;
  const { petition_id, city_id } = letter;
  const petition = await lockPetition(tx, petition_id);
  const city = await cityConfiguration(tx, city_id);
  if (petition === null || city === null) return null;
  const { is_searchable, sha256, ...stored } = scan;
  const file_id = newId();
  const audience = await audienceOf(tx, letter);
  await tx
    .insertInto('files')
    .values({
      ...{ id: file_id, city_id, petition_id, ...stored, sha256: Buffer.from(sha256, 'base64') },
      ...{ display_name: `escrito-${fileNameOf(letter)}.pdf`, media_type: 'application/pdf' },
      ...{ audience, uploaded_kind: 'staff', uploaded_by, at: now },
    })
    .execute();
  await tx
    .updateTable('incoming_letters')
    .set({ scan_state: is_searchable ? 'searchable' : 'joined', scan_file_id: file_id })
    .where('id', '=', letter.id)
    .execute();
  await record(context, { petition, city }, { events: [event('file_added', audience, { file_id })] });
  return file_id;
}

/** Who reads a letter's scan: its person too, unless somebody else signed it, as the history of its petition says. */
export async function audienceOf(
  tx: Tx,
  { id, petition_id }: Pick<Letter, 'id' | 'petition_id'>,
): Promise<'citizen' | 'staff'> {
  const added = await tx
    .selectFrom('petition_events')
    .select('audience')
    .where('petition_id', '=', petition_id)
    .where('type', '=', 'letter_added')
    .where(sql`payload ->> 'letter_id'`, '=', id)
    .executeTakeFirst();
  return added?.audience === 'staff' ? 'staff' : 'citizen';
}
