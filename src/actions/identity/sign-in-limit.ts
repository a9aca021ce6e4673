import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { inTransaction } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import type { App } from '../app.ts';
import { Refused } from '../refused.ts';

const minutes = 15;
/** Failures within the minutes. One account from one address first; an address may be a whole office. */
const atMost = { account_from_address: 8, account: 40, address: 200 } as const;

export interface Attempt {
  /** The e-mail, or what else is being tried: `second-factor/<user>`. */
  readonly account: string;
  readonly address: string;
}

/**
 * Counts one attempt before it is tried, so that of many at once no more than the limit pass. It is written down as a
 * failure at once; `attemptSucceeded` takes that back. Neither the account nor the address is kept in clear.
 * @throws Refused('too_many_attempts') with the minutes to wait
 */
export async function takeAttempt(app: App, attempt: Attempt): Promise<string> {
  const account = keyed(app, 'account', attempt.account);
  const address = keyed(app, 'address', networkOf(attempt.address));
  const id = newId();
  await inTransaction(app.database, { kind: 'system' }, async (tx) => {
    // Always in the same order, so that two attempts never wait for each other.
    for (const key of [account, address].sort(Buffer.compare)) {
      await sql`select pg_advisory_xact_lock(${key.readBigInt64BE(0).toString()}::bigint)`.execute(tx);
    }
    const now = Date.parse(app.now());
    // What a clock that was put back wrote for hours to come is no reason to wait for hours.
    const [since, to] = [-minutes, minutes].map((one) => new Date(now + one * 60_000).toISOString());
    const counted = await sql<{ both: number; account: number; address: number }>`
      select count(*) filter (where email_hash = ${account} and address_hash = ${address}) as both,
        count(*) filter (where email_hash = ${account}) as account,
        count(*) filter (where address_hash = ${address}) as address
      from sign_in_attempts where at > ${since} and at < ${to} and not succeeded
        and (email_hash = ${account} or address_hash = ${address})`.execute(tx);
    const { both, account: ofAccount, address: ofAddress } = counted.rows[0]!;
    if (both >= atMost.account_from_address || ofAccount >= atMost.account || ofAddress >= atMost.address) {
      throw new Refused('too_many_attempts', { minutes });
    }
    await tx
      .insertInto('sign_in_attempts')
      .values({ id, email_hash: account, address_hash: address, at: app.now(), succeeded: false })
      .execute();
  });
  return id;
}

export async function attemptSucceeded(app: App, attempt_id: string): Promise<void> {
  await inTransaction(app.database, { kind: 'system' }, (tx) =>
    tx.updateTable('sign_in_attempts').set({ succeeded: true }).where('id', '=', attempt_id).execute(),
  );
}

function keyed(app: App, kind: string, value: string): Buffer {
  return createHmac('sha256', app.keys.index).update(`attempt/${kind}\u0000${value}`).digest();
}

/** One subscriber has a whole /64 of IPv6. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::ffff:')) return address.replace(/^::ffff:/, '');
  const [head = '', tail] = address.split('::');
  const parts = head.split(':').filter((part) => part !== '');
  const missing = tail === undefined ? 0 : Math.max(0, 4 - parts.length);
  return [...parts, ...Array.from({ length: missing }, () => '0')].slice(0, 4).join(':');
}
