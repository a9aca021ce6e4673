import type { KeyObject } from 'node:crypto';
import type { Reader, Tx } from './database.ts';
import { decryptText, encryptText, newDataKey, openDataKey, type KeyRing } from './encryption.ts';

const place = 'ticket_addresses.address';

/** Where whoever booked an appointment is written to, under a key of its own; gone with its row. */
export interface TicketAddress {
  readonly key: KeyObject;
  readonly address: string;
  readonly language: string;
}

/** Keeps an address with an appointment. @param remind_at null: there is nothing to remind of */
export async function keepTicketAddress(
  tx: Tx,
  keys: KeyRing,
  kept: { ticket_id: string; email: string; language: string; remind_at: string | null },
): Promise<void> {
  const { email, ...row } = kept;
  const { key, wrapped } = newDataKey(keys);
  const address_cipher = encryptText(key, email, place);
  await tx
    .insertInto('ticket_addresses')
    .values({ ...row, data_key: wrapped, address_cipher })
    .execute();
}

/** The address of an appointment; null where none was left, or where it is gone. */
export async function ticketAddress(
  reader: Reader,
  keys: KeyRing,
  ticket_id: string,
): Promise<TicketAddress | null> {
  const row = await reader
    .selectFrom('ticket_addresses')
    .select(['data_key', 'address_cipher', 'language'])
    .where('ticket_id', '=', ticket_id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const key = openDataKey(keys, row.data_key);
  return { key, address: decryptText(key, row.address_cipher, place), language: row.language };
}

/** Whose hour is over or cancelled is not reminded of it. */
export async function remindNoMore(tx: Tx, ticket_id: string): Promise<void> {
  await tx
    .updateTable('ticket_addresses')
    .set({ remind_at: null })
    .where('ticket_id', '=', ticket_id)
    .execute();
}

/** Forgets an address, and with its key whatever was written to it. */
export async function forgetTicketAddress(tx: Tx, ticket_id: string): Promise<void> {
  await tx.deleteFrom('ticket_addresses').where('ticket_id', '=', ticket_id).execute();
}
