import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../store/database.ts';
import { Refused } from './refused.ts';

export interface IdempotentCall {
  /** Action and principal: the same key of two people is two keys. */
  readonly scope: string;
  readonly key: string;
  readonly input: unknown;
}

/**
 * Does `work` once per key; a repeated call gets the stored result. The key is taken in the same transaction as the
 * effect, and a second call with it waits for the first: of a hundred at once, one works.
 * @throws Refused('idempotency_mismatch') when the key came before with another input
 */
export async function once<T>(tx: Tx, call: IdempotentCall, work: () => Promise<T>): Promise<T> {
  const lock = createHash('sha256').update(`${call.scope}\u0000${call.key}`).digest().readBigInt64BE(0);
  await sql`select pg_advisory_xact_lock(${lock.toString()}::bigint)`.execute(tx);
  const fingerprint = createHash('sha256').update(JSON.stringify(call.input)).digest();
  const known = await tx
    .selectFrom('idempotency_keys')
    .select(['fingerprint', 'result'])
    .where('scope', '=', call.scope)
    .where('key', '=', call.key)
    .executeTakeFirst();
  if (known) {
    if (!known.fingerprint.equals(fingerprint)) throw new Refused('idempotency_mismatch');
    return known.result as T;
  }
  const result = await work();
  await tx
    .insertInto('idempotency_keys')
    .values({ scope: call.scope, key: call.key, fingerprint, result: JSON.stringify(result) })
    .execute();
  return result;
}
