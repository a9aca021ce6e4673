import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Frequency } from '../../core/subscriptions/digest.ts';
import { reading } from '../../store/database.ts';
import { subscriptionOf, subscriptionsOfAddress, type Followed } from '../../store/subscriptions.ts';
import type { Source } from './draft.ts';

export interface SubscriptionView extends Followed {
  readonly id: string;
  readonly frequency: Frequency;
  readonly asked_at: string;
  readonly confirmed_at: string | null;
}

export interface OpenedSubscription {
  readonly own: SubscriptionView;
  /** Opened with the link of a mail program: it may be ended and nothing else. */
  readonly only_leaves: boolean;
  /** In clear, for whoever reads its mailbox; null where it is only left. */
  readonly address: string | null;
  /** What else the address follows, which is all that is kept of it. */
  readonly others: readonly SubscriptionView[];
}

/** What the link of a message opens; null for what has ended or never was. */
export function heldSubscription(
  { database, keys }: Source,
  city: CityConfiguration,
  secret: string,
): Promise<OpenedSubscription | null> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const { id: city_id } = city.city;
    const held = await subscriptionOf(reader, { city_id, secret });
    if (held === null) return null;
    const { only_leaves, address_hash } = held;
    if (only_leaves) return { own: held, only_leaves, address: null, others: [] };
    const all = await subscriptionsOfAddress(reader, keys, { city_id, address_hash });
    const address = all.find(({ id }) => id === held.id)?.address ?? null;
    return { own: held, only_leaves, address, others: all.filter(({ id }) => id !== held.id) };
  });
}
