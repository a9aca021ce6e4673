import { z } from 'zod';
import { isFree, isTime } from '../../core/telephony/call-back.ts';
import { openNumber } from '../../store/telephony/calls.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { callNumber } from './place-call.ts';

/** One within the asker's reach that waits, locked. @throws Refused `not_found`, `call_back_over`, `call_back_taken` */
async function waiting({ tx, actor, input, now }: ActionContext<{ call_back_id: string }>) {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const row = await tx
    .selectFrom('call_backs')
    .selectAll()
    .where('id', '=', input.call_back_id)
    .forUpdate()
    .executeTakeFirst();
  const reaches = actor.grants.some(
    ({ city_id, authority_id, permissions }) =>
      city_id === row?.city_id &&
      permissions.includes('interactions.record') &&
      (authority_id === null || authority_id === row.authority_id),
  );
  if (row === undefined || !reaches) throw new Refused('not_found');
  if (row.closed_at !== null) throw new Refused('call_back_over');
  if (row.user_id !== actor.user_id && !isFree(row, now)) throw new Refused('call_back_taken');
  return { row, user_id: actor.user_id };
}

const input = z.object({ call_back_id: z.uuid() });

/**
 * Takes a call-back, so that nobody else calls too, and calls the number where there is an exchange. Who has it and calls
 * once more has it for as long again; nobody calls who asked meanwhile to be called later.
 * @throws Refused `not_found`, `call_back_over`, `call_back_taken`, `call_back_later`; and as `placeCall` where `calls` is asked for
 */
export const takeCallBack = defineAction({
  name: 'take-call-back',
  permission: 'interactions.record',
  // The exchange may be of another authority of the city: the reach of the asker is asked by hand.
  database_actor: () => ({ kind: 'system' }),
  input: input.extend({ calls: z.boolean().default(false) }),
  async run(context): Promise<{ call_id: string | null }> {
    const { tx, app, now, input } = context;
    const { row, user_id } = await waiting(context);
    if (!isTime(row, now)) throw new Refused('call_back_later');
    const taken = { state: 'taken', user_id, taken_at: now };
    await tx.updateTable('call_backs').set(taken).where('id', '=', row.id).execute();
    const number = input.calls ? openNumber(app.keys, row.number_cipher) : null;
    // What an action answers is kept with its key: the number is in the list, for who has it, and in no answer.
    if (number === null) return { call_id: null };
    return { call_id: (await callNumber(context, number)).call_id };
  },
});

/**
 * It is settled, by hand or by another way; or nobody can be reached.
 * @throws Refused `not_found`, `call_back_over`, `call_back_taken`
 */
export const closeCallBack = defineAction({
  name: 'close-call-back',
  permission: 'interactions.record',
  input: input.extend({ outcome: z.enum(['done', 'given_up']) }),
  async run(context): Promise<{ call_back_id: string }> {
    const { tx, now, input } = context;
    const { row, user_id } = await waiting(context);
    const closed = { state: input.outcome, user_id, closed_at: now };
    await tx.updateTable('call_backs').set(closed).where('id', '=', row.id).execute();
    return { call_back_id: row.id };
  },
});
