import { isLinkUp } from '../../core/telephony/link.ts';
import type { ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * The telephone of who asks, at an exchange that can be told something.
 * @throws Refused `sign_in_needed`, `no_extension`, `telephony_away`
 */
export async function ownTelephone({ tx, actor, now }: Pick<ActionContext<unknown>, 'tx' | 'actor' | 'now'>) {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const own = await tx
    .selectFrom('telephone_extensions as x')
    .innerJoin('telephone_exchanges as e', 'e.id', 'x.exchange_id')
    .select(['x.exchange_id', 'x.city_id', 'x.authority_id', 'x.user_id', 'x.extension', 'x.interface'])
    .select(['e.dial_context', 'e.link', 'e.heard_at', 'e.is_enabled'])
    .where('x.user_id', '=', actor.user_id)
    .executeTakeFirst();
  if (own === undefined) throw new Refused('no_extension');
  if (!own.is_enabled || !isLinkUp(own, now)) throw new Refused('telephony_away');
  return own;
}
