import { isSpoken } from '../../core/petitions/spoken.ts';
import type { Reader } from '../../store/database.ts';
import type { PetitionRow } from '../../store/petitions.ts';

/** Of a petition that was asked aloud: whether a copy of its record was asked for, and how many were given; else null. */
export async function spokenRecordOf(
  reader: Reader,
  { id, channel, created_by }: Pick<PetitionRow, 'id' | 'created_by'> & { readonly channel: string },
) {
  if (created_by === null || !isSpoken(channel as 'phone')) return null;
  const found = await reader
    .selectFrom('spoken_petitions as s')
    .select('s.copy_asked')
    .select((one) =>
      one
        .selectFrom('spoken_copies as c')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .whereRef('c.petition_id', '=', 's.petition_id')
        .as('copies_given'),
    )
    .where('s.petition_id', '=', id)
    .executeTakeFirst();
  return found === undefined ? null : { copy_asked: found.copy_asked, copies_given: found.copies_given ?? 0 };
}
