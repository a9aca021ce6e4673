import { z } from 'zod';
import { FREQUENCIES, nextDigestAt } from '../../core/subscriptions/digest.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import type { Tx } from '../../store/database.ts';
import { subscriptionOf, type HeldSubscription } from '../../store/subscriptions.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

const one = { city_id: z.uuid(), secret: z.string().max(100) };
const database_actor = () => ({ kind: 'system' }) as const;

/** What the link in a message opens, locked. */
async function held(tx: Tx, given: { city_id: string; secret: string }): Promise<HeldSubscription> {
  const found = await subscriptionOf(tx, given);
  if (found === null || found.only_leaves) throw new Refused('link_expired');
  const { id } = found;
  await tx.selectFrom('subscriptions').select('id').where('id', '=', id).forUpdate().execute();
  return found;
}

const timeZoneOf = async (tx: Tx, city_id: string): Promise<string> =>
  (await cityConfiguration(tx, city_id))?.city.time_zone ?? 'UTC';

/**
 * The address says itself that it wants to be written to: from now on. Once more changes nothing.
 * @throws Refused('link_expired')
 */
export const confirmSubscription = defineAction({
  name: 'confirm-subscription',
  permission: 'public',
  input: z.object(one),
  database_actor,
  async run({ tx, now, input }): Promise<{ confirmed: true }> {
    const { id, confirmed_at, frequency } = await held(tx, input);
    if (confirmed_at !== null) return { confirmed: true };
    const next_at = nextDigestAt(now, frequency, await timeZoneOf(tx, input.city_id));
    await tx
      .updateTable('subscriptions')
      .set({ confirmed_at: now, told_until: now, next_at })
      .where('id', '=', id)
      .execute();
    return { confirmed: true };
  },
});

/**
 * Every day or every week; what was not told yet comes with the next message.
 * @throws Refused('link_expired')
 */
export const changeSubscription = defineAction({
  name: 'change-subscription',
  permission: 'public',
  input: z.object({ ...one, frequency: z.enum(FREQUENCIES) }),
  database_actor,
  async run({ tx, now, input }): Promise<{ frequency: string }> {
    const { id } = await held(tx, input);
    const next_at = nextDigestAt(now, input.frequency, await timeZoneOf(tx, input.city_id));
    const { frequency } = input;
    await tx.updateTable('subscriptions').set({ frequency, next_at }).where('id', '=', id).execute();
    return { frequency };
  },
});

/**
 * Ends a subscription, or with `all` everything that its address follows in the city. Nothing of the address is kept: with
 * its key go the messages that were written to it. Of what has ended already nothing is left to end.
 */
export const endSubscription = defineAction({
  name: 'end-subscription',
  permission: 'public',
  input: z.object({ ...one, all: z.boolean().default(false) }),
  database_actor,
  async run({ tx, input }): Promise<{ ended: number }> {
    const found = await subscriptionOf(tx, input);
    if (found === null) return { ended: 0 };
    const { city_id, address_hash, id, only_leaves } = found;
    const gone = tx.deleteFrom('subscriptions').where('city_id', '=', city_id);
    const { numDeletedRows } = await (
      input.all && !only_leaves ? gone.where('address_hash', '=', address_hash) : gone.where('id', '=', id)
    ).executeTakeFirst();
    return { ended: Number(numDeletedRows) };
  },
});
