import { z } from 'zod';
import { tellTelephones } from '../../store/telephony/telephone-news.ts';
import { defineAction } from '../action.ts';

/**
 * An order was told to the exchange, or it would not have it; what was told of it, such as a number, is kept no longer. One
 * that it took may yet come to nothing: that it could not reach the agent's own telephone is said later.
 */
export const endOrder = defineAction({
  name: 'end-order',
  permission: 'system',
  input: z.object({ order_id: z.uuid(), problem: z.string().max(60).nullable() }),
  async run({ tx, input, now }): Promise<{ order_id: string }> {
    const { order_id, problem } = input;
    const order = await tx
      .updateTable('exchange_orders')
      .set({ done_at: now, problem, told_cipher: null })
      .where('id', '=', order_id)
      .where('problem', 'is', null)
      .$if(problem === null, (one) => one.where('done_at', 'is', null))
      .returning(['user_id', 'call_id', 'verb'])
      .executeTakeFirst();
    // A call that could not be begun is over: nobody's telephone will ever tell its end.
    if (order?.verb === 'call' && problem !== null && order.call_id !== null) {
      const over = { ended_at: now, outcome: 'unanswered' };
      await tx
        .updateTable('calls')
        .set(over)
        .where('id', '=', order.call_id)
        .where('ended_at', 'is', null)
        .execute();
      await tx
        .updateTable('call_legs')
        .set({ ended_at: now, end_reason: 'no_answer' })
        .where('call_id', '=', order.call_id)
        .where('ended_at', 'is', null)
        .execute();
    }
    if (order !== undefined) await tellTelephones(tx, [order.user_id]);
    return { order_id };
  },
});
