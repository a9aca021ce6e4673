import { permits } from '../../core/access/actor.ts';
import type { PileState } from '../../core/correspondence/pile.ts';
import type { ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

/** A pile of the actor's mail room, locked. @throws Refused `not_found` */
export async function lockedPile({ tx, actor }: ActionContext<unknown>, pile_id: string) {
  const pile = await tx
    .selectFrom('scan_piles')
    .select(['id', 'city_id', 'authority_id', 'unit_id', 'state', 'uploaded_at', 'pages'])
    .where('id', '=', pile_id)
    .forUpdate()
    .executeTakeFirst();
  if (pile === undefined || actor.kind !== 'staff' || !permits(actor, 'correspondence.register', pile))
    throw new Refused('not_found');
  return { ...pile, state: pile.state as PileState, user_id: actor.user_id };
}
