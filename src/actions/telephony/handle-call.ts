import { z } from 'zod';
import { transferTarget } from '../../core/telephony/softphone.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { orderAtExchange } from './exchange-orders.ts';
import { ownTelephone } from './own-telephone.ts';

/**
 * Hands one's own call to another extension, at once or after speaking with whoever answers there, or hangs up. To put
 * somebody on hold is the telephone's.
 * @throws Refused `not_found` for a call in which the asker has no part now, `no_extension`, `telephony_away`,
 *   `number_wrong` for an extension that is none
 */
export const handleCall = defineAction({
  name: 'handle-call',
  permission: 'interactions.record',
  // The exchange may be of another authority of the city: only one's own telephone is asked for.
  database_actor: () => ({ kind: 'system' }),
  input: z.object({
    call_id: z.uuid(),
    verb: z.enum(['transfer', 'hang_up']),
    manner: z.enum(['blind', 'attended']).default('blind'),
    to: z.string().trim().max(40).nullable().default(null),
  }),
  async run(context): Promise<{ call_id: string }> {
    const { tx, input } = context;
    const own = await ownTelephone(context);
    const { call_id, verb, to, manner } = input;
    const leg = await tx
      .selectFrom('call_legs as l')
      .select('l.channel_id')
      .where('l.call_id', '=', call_id)
      .where('l.user_id', '=', own.user_id)
      .where('l.ended_at', 'is', null)
      .executeTakeFirst();
    if (leg === undefined) throw new Refused('not_found');
    const target = verb === 'transfer' ? transferTarget(to ?? '') : '';
    if (target === null) throw new Refused('number_wrong', {}, { to: 'number_wrong' });
    const told = { channel: leg.channel_id, manner, to: target, context: own.dial_context };
    const { exchange_id, authority_id, user_id } = own;
    await orderAtExchange(context, { exchange_id, authority_id, user_id, verb, call_id, told });
    return { call_id };
  },
});
