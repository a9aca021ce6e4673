import { createHmac } from 'node:crypto';
import type { Reader, Tx } from './database.ts';
import type { KeyRing } from './encryption.ts';
import { enqueueJob } from './job-queue.ts';

/** Which telephone of which exchange. */
export interface SoftphonePlace {
  readonly exchange_id: string;
  readonly sip_user: string;
}

/**
 * The password of one connection, 160 bits in hexadecimal. It is worked out from the installation's key, so none is
 * stored, and a repeated call shows the same one.
 */
export function softphonePassword(keys: KeyRing, softphone_id: string): string {
  return createHmac('sha256', keys.access).update(`softphone/${softphone_id}`).digest('hex').slice(0, 40);
}

/** The exchange and the name of the user's telephone, where one in the browser can be had; else undefined. */
export function softphoneLine(reader: Reader, user_id: string, city_id: string) {
  return reader
    .selectFrom('telephone_extensions as t')
    .innerJoin('telephone_exchanges as x', 'x.id', 't.exchange_id')
    .select(['t.exchange_id', 't.authority_id', 't.extension', 't.interface', 't.sip_user'])
    .select(['x.sip_address', 'x.sip_domain'])
    .where('t.user_id', '=', user_id)
    .where('t.city_id', '=', city_id)
    .where('x.is_enabled', '=', true)
    .where('x.sip_address', 'is not', null)
    .where('x.ari_address', 'is not', null)
    .executeTakeFirst();
}

/** Ends connections and has the exchange told; those that are over stay as they are. */
export async function endSoftphones(tx: Tx, ids: readonly string[], now: string): Promise<void> {
  if (ids.length === 0) return;
  const ended = await tx
    .updateTable('softphones')
    .set({ ended_at: now })
    .where('id', 'in', ids)
    .where('ended_at', 'is', null)
    .returning(['exchange_id', 'sip_user'])
    .execute();
  for (const place of ended) await tellExchange(tx, place);
}

/** Has the exchange told what holds for a telephone now. */
export async function tellExchange(tx: Tx, { exchange_id, sip_user }: SoftphonePlace): Promise<void> {
  await enqueueJob(tx, {
    name: 'tell_softphone',
    payload: { exchange_id, sip_user },
    key: `softphone/${exchange_id}/${sip_user}`,
  });
}
