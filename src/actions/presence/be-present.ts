import { z } from 'zod';
import { presenceOn } from '../../queries/staff/presence.ts';
import { formerAuthorities, visiblePetitions } from '../../queries/visible-petitions.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * «I am here, reading»: a heartbeat on a petition; answers who else is. Old ones go by the way. Who reads a petition that
 * left them sits with nobody.
 */
export const bePresent = defineAction({
  name: 'be-present',
  permission: 'petition.read',
  input: z.object({ petition_id: z.uuid(), doing: z.enum(['reading', 'replying', 'editing']) }),
  async run({ tx, actor, now, input }) {
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const { petition_id, doing } = input;
    const seen = await tx
      .selectFrom('petitions as p')
      .select(formerAuthorities(actor).as('former'))
      .where('p.id', '=', petition_id)
      .where(visiblePetitions(actor) as never)
      .executeTakeFirst();
    if (!seen) throw new Refused('not_found');
    if (seen.former !== null) return [];
    const { user_id } = actor;
    await tx
      .insertInto('presences')
      .values({ petition_id, user_id, doing, seen_at: now })
      .onConflict((conflict) =>
        conflict.columns(['petition_id', 'user_id']).doUpdateSet({ doing, seen_at: now }),
      )
      .execute();
    return presenceOn(tx, { petition_id, user_id, now });
  },
});
