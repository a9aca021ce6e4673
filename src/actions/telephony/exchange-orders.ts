import { sql } from 'kysely';
import type { OrderVerb } from '../../core/telephony/order-refused.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { orderWaits } from '../../store/telephony/telephone-news.ts';
import type { ActionContext } from '../action.ts';

interface NewOrder {
  readonly exchange_id: string;
  readonly authority_id: string;
  readonly user_id: string;
  readonly verb: OrderVerb;
  readonly call_id: string | null;
  /** What it needs to know: a number, a channel. */
  readonly told: Readonly<Record<string, string>>;
}

/** Something for the process that holds the line to tell the exchange; it is told after the commit, or never. */
export async function orderAtExchange(
  { tx, app, now }: Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>,
  { told, ...order }: NewOrder,
): Promise<void> {
  const told_cipher = encryptText(app.keys.wrapping, JSON.stringify(told), 'exchange_orders.told');
  await tx
    .insertInto('exchange_orders')
    .values({ id: newId(), ...order, told_cipher, ordered_at: now })
    .execute();
  await sql`select ${orderWaits(order.exchange_id)}`.execute(tx);
}
