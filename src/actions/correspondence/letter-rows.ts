import { entryLabel, receivedBy } from '../../core/correspondence/letter.ts';
import { parseCoverCode } from '../../core/correspondence/cover-sheet.ts';
import { nextEntryNumber } from '../../store/correspondence.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { rowsFor, type NewRows } from '../../store/insert-together.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import type { ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { holdPages } from './hold-pages.ts';
import type { LetterInput } from './letter-input.ts';
import { yearOf, type MailRoom } from './mail-room.ts';

type Context = ActionContext<LetterInput>;

/** A letter as the register keeps it, under its entry number. */
export interface Entry {
  readonly year: number;
  readonly entry_number: number;
  readonly received_at: string;
}

/**
 * Takes the next number of the register, once everything that was given is found to be in order.
 * @throws Refused `letter_times_wrong`, `cover_sheet_unknown`, `cover_sheet_taken`, `unit_unknown`, `invalid_input`
 */
export async function entryOf(context: Context, room: MailRoom): Promise<Entry> {
  const { tx, input, now } = context;
  const received_at = orRefuse(receivedBy(input.received_at, now));
  await askCoverSheet(tx, room, input.cover_code);
  askAddressee(room, input.addressed_to);
  await holdPages(tx, room, { file_ids: input.page_file_ids, field: 'page_file_ids' });
  const year = yearOf(room, now);
  return { year, entry_number: await nextEntryNumber(tx, room.authority_id, year), received_at };
}

/** The entry of the register, and where the paper lies. */
export function letterRows(
  { input, now }: Context,
  { authority_id, unit_id, actor }: MailRoom,
  letter: Entry & {
    readonly petition_id: string;
    readonly part: 'opened' | 'added';
    readonly sender_cipher: Buffer | null;
  },
): NewRows[] {
  const { letter_id, kept_at, cover_code, received_at: _, page_file_ids, ...given } = input;
  const row = {
    ...{ id: letter_id, authority_id, unit_id, registered_at: now, registered_by: actor.user_id },
    ...columnsOf(given),
    ...letter,
    cover_code: cover_code === null ? null : parseCoverCode(cover_code),
    page_file_ids: [...page_file_ids],
    scan_state: page_file_ids.length === 0 ? 'none' : 'waiting',
  };
  const isKept = Object.values(kept_at).some((part) => part !== '');
  const place = { ...kept_at, id: newId(), letter_id, at: now, user_id: actor.user_id };
  return [rowsFor('incoming_letters', [row]), ...(isKept ? [rowsFor('letter_places', [place])] : [])];
}

/** Filing brings much that is not the register's. */
const columnsOf = (
  given: Omit<LetterInput, 'letter_id' | 'kept_at' | 'cover_code' | 'page_file_ids' | 'received_at'>,
) => ({
  ...{ city_id: given.city_id, medium: given.medium, sender_kind: given.sender_kind, subject: given.subject },
  ...{ sheets: given.sheets, annexes: given.annexes, annex_note: given.annex_note },
  addressed_to: given.addressed_to,
});

/** The pages become the petition's, for staff until they are bound; a job binds them. The petition must be there. */
export async function keepPages(
  { tx, input }: Pick<Context, 'tx' | 'input'>,
  petition_id: string,
): Promise<void> {
  if (input.page_file_ids.length === 0) return;
  await tx
    .updateTable('files')
    .set({ petition_id, audience: 'staff' })
    .where('id', 'in', [...input.page_file_ids])
    .execute();
  const { letter_id } = input;
  await enqueueJob(tx, { name: 'bind_letter', payload: { letter_id }, key: `bind/${letter_id}` });
}

export interface RegisteredBefore {
  readonly petition_id: string;
  readonly entry: string;
}

/** A letter that was registered already under this id: the same person sends it again after an answer was lost. */
export async function registeredBefore(
  { tx, input }: Pick<Context, 'tx' | 'input'>,
  { actor }: MailRoom,
): Promise<RegisteredBefore | null> {
  const row = await tx
    .selectFrom('incoming_letters')
    .select(['petition_id', 'year', 'entry_number', 'registered_by'])
    .where('id', '=', input.letter_id)
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.registered_by !== actor.user_id) throw new Refused('not_found');
  return { petition_id: row.petition_id, entry: entryLabel(row) };
}

async function askCoverSheet(tx: Tx, { authority_id }: MailRoom, typed: string | null): Promise<void> {
  if (typed === null) return;
  const code = parseCoverCode(typed);
  const known =
    code !== null &&
    (await tx
      .selectFrom('cover_sheets')
      .select('code')
      .where('code', '=', code)
      .where('authority_id', '=', authority_id)
      .executeTakeFirst());
  if (!known) throw new Refused('cover_sheet_unknown', {}, { cover_code: 'cover_sheet_unknown' });
  const taken = await tx
    .selectFrom('incoming_letters')
    .select('id')
    .where('cover_code', '=', code)
    .executeTakeFirst();
  if (taken) throw new Refused('cover_sheet_taken', {}, { cover_code: 'cover_sheet_taken' });
}

function askAddressee({ city }: MailRoom, addressed_to: string | null): void {
  if (addressed_to === null || city.authorities.get(addressed_to)?.is_active === true) return;
  throw new Refused('unit_unknown', {}, { addressed_to: 'unit_unknown' });
}
