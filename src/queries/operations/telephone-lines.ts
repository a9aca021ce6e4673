import type { OpenCall } from '../../core/telephony/lost-calls.ts';
import type { CallRecord } from '../../core/telephony/call-record.ts';
import { reading, type Database } from '../../store/database.ts';
import { decryptText, type KeyRing } from '../../store/encryption.ts';
import { knownCall } from '../../store/telephony/calls.ts';

interface Ports {
  readonly database: Database;
  readonly keys: KeyRing;
}

/** An exchange with what is needed to speak with it. */
export interface ExchangeToHold {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly is_tls: boolean;
  /** PEM, in place of those that every machine knows; null: these. */
  readonly tls_certificate: string | null;
  readonly username: string;
  readonly secret: string;
  /** Its REST interface, which tells of channels too; null: it has none that we know, or no telephones in browsers any more. */
  readonly ari: { readonly address: string; readonly username: string; readonly secret: string } | null;
}

/** The exchanges that are switched on. For the process that holds their lines, and nobody else. */
export function exchangesToHold({ database, keys }: Ports): Promise<ExchangeToHold[]> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const rows = await reader
      .selectFrom('telephone_exchanges')
      .select(['id', 'host', 'port', 'is_tls', 'tls_certificate', 'username', 'secret_cipher'])
      .select(['sip_address', 'ari_address', 'ari_username', 'ari_secret_cipher'])
      .where('is_enabled', '=', true)
      .execute();
    return rows.map(
      ({ secret_cipher, sip_address, ari_address, ari_username, ari_secret_cipher, ...one }) => ({
        ...one,
        secret: decryptText(keys.wrapping, secret_cipher, 'telephone_exchanges.secret'),
        ari:
          // Switched off it stays known, to take passwords back with, and is not listened to.
          sip_address === null || ari_address === null || ari_username === null || ari_secret_cipher === null
            ? null
            : {
                ...{ address: ari_address, username: ari_username },
                secret: decryptText(keys.wrapping, ari_secret_cipher, 'telephone_exchanges.ari_secret'),
              },
      }),
    );
  });
}

/** The id of an exchange of a city by its name, as an administrator wrote it; null for none. */
export function exchangeNamed(
  { database }: Pick<Ports, 'database'>,
  { city_id, name }: { readonly city_id: string; readonly name: string },
): Promise<string | null> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const row = await reader
      .selectFrom('telephone_exchanges')
      .select('id')
      .where('city_id', '=', city_id)
      .where('name', '=', name)
      .executeTakeFirst();
    return row?.id ?? null;
  });
}

/** Calls of an exchange that have not ended, as far as is known. */
export function openCallsOf({ database }: Ports, exchange_id: string): Promise<OpenCall[]> {
  return reading(database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('calls')
      .select(['linked_id', 'heard_at'])
      .where('exchange_id', '=', exchange_id)
      .where('ended_at', 'is', null)
      .execute(),
  );
}

/** What is written of a call: a process that takes over goes on from there. */
export function callOnRecord(
  { database, keys }: Ports,
  which: { readonly exchange_id: string; readonly linked_id: string },
): Promise<CallRecord | null> {
  return reading(database, { kind: 'system' }, (reader) => knownCall(reader, keys, which));
}

export interface WaitingOrder {
  readonly id: string;
  readonly verb: string;
  readonly ordered_at: string;
  readonly told: Readonly<Record<string, string>>;
}

/** What agents want of an exchange and it was not told yet, the oldest first. */
export function waitingOrders({ database, keys }: Ports, exchange_id: string): Promise<WaitingOrder[]> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const rows = await reader
      .selectFrom('exchange_orders')
      .select(['id', 'verb', 'ordered_at', 'told_cipher'])
      .where('exchange_id', '=', exchange_id)
      .where('done_at', 'is', null)
      .orderBy('ordered_at')
      .orderBy('id')
      .limit(50)
      .execute();
    return rows.map(({ told_cipher, ...order }) => ({
      ...order,
      told:
        told_cipher === null
          ? {}
          : (JSON.parse(decryptText(keys.wrapping, told_cipher, 'exchange_orders.told')) as Record<
              string,
              string
            >),
    }));
  });
}
