import { z } from 'zod';
import { enqueueJob } from '../../store/job-queue.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { holdPages } from './hold-pages.ts';
import { most_pages } from './letter-input.ts';
import { mailRoomOf } from './mail-room.ts';

/**
 * A pile of letters with their cover sheets between them was scanned: a job looks for the sheets, and nothing is bound yet.
 * @throws Refused `pile_begun_otherwise` for one that came before with other files: `taken` names those, in their order
 */
export const beginPile = defineAction({
  name: 'begin-pile',
  permission: 'correspondence.register',
  input: z.object({
    /** The caller's, so that a pile is read once. */
    pile_id: z.uuid(),
    city_id: z.uuid(),
    /** Photographs and PDF in their order, stored by whoever scanned them. */
    file_ids: z.array(z.uuid()).min(1).max(most_pages),
  }),
  async run({ tx, actor, input, now }): Promise<{ pile_id: string }> {
    const { pile_id, city_id, file_ids } = input;
    const room = await mailRoomOf(tx, actor, { city_id, permission: 'correspondence.register' });
    const known = await tx
      .selectFrom('scan_piles')
      .select(['uploaded_by', 'file_ids'])
      .where('id', '=', pile_id)
      .executeTakeFirst();
    if (known !== undefined && known.uploaded_by !== room.actor.user_id) throw new Refused('not_found');
    if (known !== undefined) {
      // Sent again after a lost answer, with a page more: what came first is being read, and what was added is not lost.
      const taken = known.file_ids.join(' ');
      if (taken !== file_ids.join(' ')) throw new Refused('pile_begun_otherwise', { taken });
      return { pile_id };
    }
    await holdPages(tx, room, { file_ids, field: 'file_ids' });
    const { authority_id, unit_id } = room;
    await tx
      .insertInto('scan_piles')
      .values({
        ...{ id: pile_id, city_id, authority_id, unit_id, file_ids: [...file_ids], state: 'reading' },
        ...{ uploaded_at: now, uploaded_by: room.actor.user_id },
      })
      .execute();
    await enqueueJob(tx, { name: 'read_pile', payload: { pile_id }, key: `pile/${pile_id}` });
    return { pile_id };
  },
});
