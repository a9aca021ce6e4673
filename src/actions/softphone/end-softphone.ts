import { z } from 'zod';
import { endSoftphones } from '../../store/softphones.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * This browser is a telephone no longer; ended once more, nothing happens.
 * @throws Refused `not_found` for a connection of somebody else
 */
export const endSoftphone = defineAction({
  name: 'end-softphone',
  permission: 'interactions.record',
  input: z.object({ softphone_id: z.uuid() }),
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, actor, input, now }): Promise<{ softphone_id: string }> {
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const own = await tx
      .selectFrom('softphones')
      .select('id')
      .where('id', '=', input.softphone_id)
      .where('user_id', '=', actor.user_id)
      .executeTakeFirst();
    if (own === undefined) throw new Refused('not_found');
    await endSoftphones(tx, [own.id], now);
    return { softphone_id: own.id };
  },
});
