import { sql, type RawBuilder } from 'kysely';
import { tellBoards } from '../board-news.ts';
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

/**
 * Tells who supervises these queues, or all agents of the authorities of these people, that their board moved. A supervisor
 * of single units sees agents by the calls that they had there: such calls tell by their queue.
 */
export async function tellCallBoards(
  tx: Tx,
  {
    queue_ids,
    user_ids,
  }: { readonly queue_ids: readonly (string | null)[]; readonly user_ids: readonly (string | null)[] },
): Promise<void> {
  const [queues, users] = [queue_ids, user_ids].map((ids) => [...new Set(ids)].filter((id) => id !== null));
  if (queues!.length + users!.length === 0) return;
  const { rows } = await sql<{ city_id: string; authority_id: string; unit_id: string | null }>`
    select q.city_id, q.authority_id, q.unit_id from call_queues q where q.id = any(${queues}::uuid[])
    union select x.city_id, x.authority_id, null from telephone_extensions x where x.user_id = any(${users}::uuid[])
  `.execute(tx);
  await tellBoards(
    tx,
    rows.map((place) => ({ board: 'calls', id: null, ...place })),
  );
}
