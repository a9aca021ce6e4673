import { createHmac, type KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Frequency } from '../core/subscriptions/digest.ts';
import type { Reader } from './database.ts';
import { decryptText, openDataKey, type KeyRing } from './encryption.ts';
import { hashSecret } from './secrets.ts';

/** The secret of the link that confirms, changes and ends a subscription (256 bits, base64url); only its hash is stored. */
export const subscriptionToken = (keys: KeyRing, id: string): string => secretOf(keys, `subscription ${id}`);

/** The secret of the link in the header of a message, which only ends it: it passes through mail programs. */
export const leaveToken = (keys: KeyRing, id: string): string => secretOf(keys, `leave subscription ${id}`);

const secretOf = (keys: KeyRing, told: string): string =>
  createHmac('sha256', keys.access).update(told).digest('base64url');

/** What is followed; null: whatever it is. `zone_code` is of a borough or of a neighbourhood. */
export interface Followed {
  readonly service_id: string | null;
  readonly authority_id: string | null;
  readonly zone_code: string | null;
}

export interface HeldSubscription extends Followed {
  readonly id: string;
  readonly city_id: string;
  readonly address_hash: Buffer;
  readonly frequency: Frequency;
  readonly asked_at: string;
  readonly confirmed_at: string | null;
  /** Opened with the link that only ends it. */
  readonly only_leaves: boolean;
}

/** The subscription of a city that a secret opens, or null. */
export async function subscriptionOf(
  reader: Reader,
  { city_id, secret }: { city_id: string; secret: string },
): Promise<HeldSubscription | null> {
  const hash = hashSecret(secret);
  const row = await reader
    .selectFrom('subscriptions')
    .select(['id', 'city_id', 'address_hash', 'service_id', 'authority_id', 'zone_code', 'frequency'])
    .select(['asked_at', 'confirmed_at', sql<boolean>`leave_hash = ${hash}`.as('only_leaves')])
    .where((eb) => eb.or([eb('token_hash', '=', hash), eb('leave_hash', '=', hash)]))
    .where('city_id', '=', city_id)
    .executeTakeFirst();
  return row === undefined ? null : { ...row, frequency: row.frequency as Frequency };
}

/** Key and language of a subscription's messages; null when it is gone. */
export async function subscriptionKey(
  reader: Reader,
  keys: KeyRing,
  id: string,
): Promise<{ key: KeyObject; language: string } | null> {
  const row = await reader
    .selectFrom('subscriptions')
    .select(['data_key', 'language'])
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? null : { key: openDataKey(keys, row.data_key), language: row.language };
}

/** Everything that an address follows in a city, oldest first. */
export async function subscriptionsOfAddress(
  reader: Reader,
  keys: KeyRing,
  { city_id, address_hash }: { city_id: string; address_hash: Buffer },
) {
  const rows = await reader
    .selectFrom('subscriptions')
    .select(['id', 'service_id', 'authority_id', 'zone_code', 'frequency', 'asked_at', 'confirmed_at'])
    .select(['data_key', 'address_cipher'])
    .where('city_id', '=', city_id)
    .where('address_hash', '=', address_hash)
    .orderBy('asked_at')
    .orderBy('id')
    .execute();
  return rows.map(({ data_key, address_cipher, ...row }) => ({
    ...row,
    frequency: row.frequency as Frequency,
    address: decryptText(openDataKey(keys, data_key), address_cipher, 'subscriptions.address'),
  }));
}
