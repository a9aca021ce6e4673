import type { Actor } from '../../core/access/actor.ts';
import type { ActionContext } from '../action.ts';
import { enterState } from './agent-states.ts';

interface Linking {
  readonly interaction_id: string;
  /** The call in which it is; null for one without an exchange. */
  readonly call_id: string | null;
}

/**
 * A call leads to one interaction: the first that an agent of it begins. Another agent's part in a call that was handed
 * over, and a call in which the asker has no part, lead to none.
 */
export async function linkCall(
  { tx, actor }: { tx: ActionContext<unknown>['tx']; actor: Actor },
  { interaction_id, call_id }: Linking,
): Promise<void> {
  if (call_id === null || actor.kind !== 'staff') return;
  await tx
    .updateTable('calls')
    .set({ interaction_id })
    .where('id', '=', call_id)
    .where('interaction_id', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('call_legs as l')
          .select('l.id')
          .whereRef('l.call_id', '=', 'calls.id')
          .where('l.user_id', '=', actor.user_id),
      ),
    )
    .execute();
}

/** What the call left to be written is written: the next one may come. */
export async function finishCall(context: ActionContext<unknown>, linking: Linking): Promise<void> {
  await linkCall(context, linking);
  const { actor } = context;
  if (linking.call_id === null || actor.kind !== 'staff') return;
  await enterState(context, {
    ...{ user_id: actor.user_id, state: 'available', reason: null, only_from: 'wrap_up' },
  });
}
