import { sql } from 'kysely';
import { z } from 'zod';
import { composeCoverCode, most_sheets } from '../../core/correspondence/cover-sheet.ts';
import { defineAction } from '../action.ts';
import { mailRoomOf, yearOf } from './mail-room.ts';

/** Reserves codes for letters that are still to be registered, to be printed as one batch of cover sheets. */
export const makeCoverSheets = defineAction({
  name: 'make-cover-sheets',
  permission: 'correspondence.register',
  input: z.object({
    /** The caller's, so that a batch is made once. */
    batch_id: z.uuid(),
    city_id: z.uuid(),
    count: z.number().int().min(1).max(most_sheets),
  }),
  async run({ tx, actor, input, now }): Promise<{ batch_id: string }> {
    const { batch_id, city_id, count } = input;
    const room = await mailRoomOf(tx, actor, { city_id, permission: 'correspondence.register' });
    const { authority_id } = room;
    const { folio_code } = room.city.authorities.get(authority_id)!;
    const year = yearOf(room, now);
    const { rows } = await sql<{ number: number }>`
      select next_folio_number(${`H${folio_code}`}, ${year}) as number from generate_series(1, ${count})`.execute(
      tx,
    );
    const printed = { city_id, authority_id, batch_id, printed_at: now, printed_by: room.actor.user_id };
    await tx
      .insertInto('cover_sheets')
      .values(rows.map(({ number }) => ({ code: composeCoverCode(folio_code, year, number), ...printed })))
      .execute();
    return { batch_id };
  },
});
