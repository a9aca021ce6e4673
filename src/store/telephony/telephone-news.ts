import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../database.ts';

/**
 * Tells every process, once the transaction is committed, that something changed at the telephones of these people;
 * they read what by themselves, and read it anyway now and then.
 */
export async function tellTelephones(tx: Tx, user_ids: readonly (string | null)[]): Promise<void> {
  const known = [...new Set(user_ids)].filter((id) => id !== null);
  if (known.length === 0) return;
  await sql`select pg_notify('telephone_changed', told) from unnest(${known}::text[]) as t (told)`.execute(
    tx,
  );
}

/** Wakes the process that holds the line of an exchange: an order waits for it. */
export const orderWaits = (exchange_id: string): RawBuilder<unknown> =>
  sql`pg_notify('exchange_order', ${exchange_id})`;
