import { sql } from 'kysely';
import { z } from 'zod';
import { entryLabel } from '../../core/correspondence/letter.ts';
import { clockOf, readLedger } from '../../store/clocks.ts';
import { newId } from '../../store/ids.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { askForFiling } from '../petitions/ask-for-filing.ts';
import { fileWithin, type FiledPetition } from '../petitions/file-petition.ts';
import { filingInput } from '../petitions/filing-input.ts';
import { letterInput } from './letter-input.ts';
import { entryOf, keepPages, letterRows, registeredBefore, type RegisteredBefore } from './letter-rows.ts';
import { mailRoomOf, type MailRoom } from './mail-room.ts';

export interface RegisteredLetter extends FiledPetition {
  readonly letter_id: string;
  /** As the register writes it. */
  readonly entry: string;
}

/** What the filing of a letter says for itself: its door, its hour and its pages are the register's. */
const filing = filingInput
  .omit({ channel: true, draft_id: true, file_ids: true, received_at: true })
  .extend({ petition_id: z.uuid().default(() => newId()) });

/**
 * Registers a letter and makes it a petition: entry number of the authority's register, legal filing from the hour at
 * which it was received, and the interaction (channel letter) that every filing is.
 * @throws Refused what filing refuses, `letter_times_wrong`, `cover_sheet_unknown`, `cover_sheet_taken`
 */
export const registerLetter = defineAction({
  name: 'register-letter',
  permission: 'correspondence.register',
  input: filing.extend(letterInput.shape),
  // A letter may be filed with an authority that the mail room reads nothing of.
  database_actor: () => ({ kind: 'system' }),
  async run(context): Promise<RegisteredLetter> {
    const { tx, input, actor } = context;
    const room = await mailRoomOf(tx, actor, {
      city_id: input.city_id,
      permission: 'correspondence.register',
    });
    const before = await registeredBefore(context, room);
    if (before !== null) return filedBefore(context, room, before);
    const entry = await entryOf(context, room);
    const { received_at } = entry;
    const as_letter = { channel: 'letter' as const, draft_id: null, file_ids: [], received_at };
    const asking = { ...context, input: { ...input, ...as_letter } };
    const filed = await fileWithin(asking, {
      asked: await askForFiling(asking, sql`true`),
      source: null,
      beside: ({ petition_id }) =>
        letterRows(context, room, { ...entry, petition_id, part: 'opened', sender_cipher: null }),
    });
    await keepPages(context, filed.petition_id);
    return { ...filed, letter_id: input.letter_id, entry: entryLabel(entry) };
  },
});

/** What was answered the first time. */
async function filedBefore(
  { tx, input }: Pick<ActionContext<{ letter_id: string }>, 'tx' | 'input'>,
  { city }: MailRoom,
  { petition_id, entry }: RegisteredBefore,
): Promise<RegisteredLetter> {
  const row = await tx
    .selectFrom('petitions')
    .select(['folio', 'access_key_issue', 'unit_id', 'filing_authority_id'])
    .where('id', '=', petition_id)
    .executeTakeFirstOrThrow();
  const ledger = await readLedger(tx, petition_id);
  return {
    ...{ letter_id: input.letter_id, entry, petition_id, folio: row.folio },
    access_key_issue: row.access_key_issue,
    unit_name: city.units.get(row.unit_id)?.name ?? '',
    authority_name: city.authorities.get(row.filing_authority_id)?.name ?? '',
    reply_due_on: clockOf(ledger, 'reply')?.due_on ?? clockOf(ledger, 'resolve')?.due_on ?? null,
  };
}
