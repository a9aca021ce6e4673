import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { paperPetition } from './delivery-change.ts';

/** Of one batch; more are printed one batch after the other. */
export const most_printed = 50;

/**
 * Writes down that the letters of these replies were printed, to be sent. All or none: a batch is one PDF.
 * @throws Refused `not_found`, `forbidden`
 */
export const printReplies = defineAction({
  name: 'print-replies',
  permission: 'correspondence.deliver',
  input: z.object({
    letters: z
      .array(z.object({ petition_id: z.uuid(), reply_id: z.uuid() }))
      .min(1)
      .max(most_printed),
  }),
  async run(context): Promise<{ printed: number }> {
    const { tx, input, now, actor } = context;
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    for (const { petition_id, reply_id } of input.letters) {
      await paperPetition(context, petition_id);
      const sent = await tx
        .selectFrom('replies')
        .select('id')
        .where('id', '=', reply_id)
        .where('petition_id', '=', petition_id)
        .where('state', '=', 'sent')
        .executeTakeFirst();
      if (!sent) throw new Refused('not_found');
    }
    const rows = input.letters.map((letter) => ({ id: newId(), ...letter, at: now, user_id: actor.user_id }));
    await tx.insertInto('reply_prints').values(rows).execute();
    return { printed: rows.length };
  },
});
