import { takesCalls, type AgentSaying, type AgentState } from '../../core/telephony/agent-state.ts';
import { newId } from '../../store/ids.ts';
import { tellCallBoards, tellTelephones } from '../../store/telephony/telephone-news.ts';
import type { ActionContext } from '../action.ts';
import { orderAtExchange } from './exchange-orders.ts';

type Entering = AgentSaying & {
  readonly user_id: string;
  /** Only for who is in that state. */
  readonly only_from?: AgentState;
};

/**
 * An agent is in another state from now on; the exchange is told whether it may send calls. One who has no extension has
 * no state. @returns whether anything changed
 */
export async function enterState(
  { tx, app, now }: Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>,
  { user_id, state, reason, only_from }: Entering,
): Promise<boolean> {
  const extension = await tx
    .selectFrom('telephone_extensions')
    .selectAll()
    .where('user_id', '=', user_id)
    .forUpdate()
    .executeTakeFirst();
  if (extension === undefined) return false;
  const before = await tx
    .selectFrom('agent_states')
    .selectAll()
    .where('user_id', '=', user_id)
    .where('until', 'is', null)
    .executeTakeFirst();
  if (only_from !== undefined && before?.state !== only_from) return false;
  if (before?.state === state && before.reason === reason) return false;
  if (before !== undefined)
    await tx.updateTable('agent_states').set({ until: now }).where('id', '=', before.id).execute();
  const { city_id, authority_id, exchange_id } = extension;
  await tx
    .insertInto('agent_states')
    .values({ id: newId(), city_id, authority_id, user_id, state, reason, since: now })
    .execute();
  // Who is ready again, or leaves, is done with what the last call left to do.
  if (state !== 'wrap_up') await endWrapUp({ tx, now }, user_id);
  const verb = takesCalls(state) ? ('unpause' as const) : ('pause' as const);
  const told = { interface: extension.interface, reason: reason ?? state };
  await orderAtExchange({ tx, app, now }, { exchange_id, authority_id, user_id, verb, call_id: null, told });
  await tellTelephones(tx, [user_id]);
  await tellCallBoards(tx, { queue_ids: [], user_ids: [user_id] });
  return true;
}

/** What somebody said of themselves at a telephone holds no longer: it is theirs no more, or another one. */
export async function endState(
  { tx, now }: Pick<ActionContext<unknown>, 'tx' | 'now'>,
  user_id: string,
): Promise<void> {
  const ended = await tx
    .updateTable('agent_states')
    .set({ until: now })
    .where('user_id', '=', user_id)
    .where('until', 'is', null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return;
  await endWrapUp({ tx, now }, user_id);
  await tellTelephones(tx, [user_id]);
  await tellCallBoards(tx, { queue_ids: [], user_ids: [user_id] });
}

async function endWrapUp({ tx, now }: Pick<ActionContext<unknown>, 'tx' | 'now'>, user_id: string) {
  await tx
    .updateTable('call_legs')
    .set({ wrap_up_ended_at: now })
    .where('user_id', '=', user_id)
    .where('ended_at', 'is not', null)
    .where('answered_at', 'is not', null)
    .where('wrap_up_ended_at', 'is', null)
    .execute();
}
