import { createHash } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Tx } from '../store/database.ts';
import { insertTogether, rowsFor, type NewRows } from '../store/insert-together.ts';
import { Refused } from './refused.ts';

export interface IdempotentCall {
  /** Action and principal: the same key of two people is two keys. */
  readonly scope: string;
  readonly key: string;
  readonly input: unknown;
  /** After so long the same key is another call; an interval of PostgreSQL. Null: as long as the key is kept. */
  readonly forgotten_after?: string | null;
}

/** A call with what its work needs in any case, which is asked in the same packet as whether it came before. */
export interface CallWithNeeds<N> extends IdempotentCall {
  /** @param isNew that it did not come before, as a condition for a statement that does something then only */
  readonly needs?: (isNew: RawBuilder<boolean>) => Promise<N>;
}

/** What a call led to, as the row by which it is known again; whoever writes it with other rows saves a message. */
export type Keep<T> = (result: T) => NewRows;

/**
 * Does `work` once per key; a repeated call gets the stored result. The key is taken in the same transaction as the
 * effect, and a second call with it waits for the first: of a hundred at once, one works. What `work` has not kept by
 * itself is kept after it.
 * @throws Refused('idempotency_mismatch') when the key came before with another input
 */
export async function once<T, N = undefined>(
  tx: Tx,
  call: CallWithNeeds<N>,
  work: (keep: Keep<T>, needed: N) => Promise<T>,
): Promise<T> {
  const lock = createHash('sha256').update(`${call.scope}\u0000${call.key}`).digest().readBigInt64BE(0);
  const fingerprint = fingerprintOf(call);
  const asked = sql<{ fingerprint: Buffer; result: unknown }>`
    select fingerprint, result from earlier_result(${lock.toString()}::bigint, ${call.scope}, ${call.key},
      ${call.forgotten_after ?? null}::interval)`.execute(tx);
  const isNew = sql<boolean>`not exists (select from idempotency_keys where scope = ${call.scope} and key = ${call.key})`;
  const [earlier, needed] = await Promise.all([asked, call.needs?.(isNew)]);
  const known = earlier.rows[0];
  if (known) {
    if (!known.fingerprint.equals(fingerprint)) throw new Refused('idempotency_mismatch');
    return known.result as T;
  }
  const state = { isKept: false };
  const { scope, key } = call;
  const keep: Keep<T> = (result) => {
    state.isKept = true;
    return rowsFor('idempotency_keys', [{ scope, key, fingerprint, result: JSON.stringify(result) }]);
  };
  const result = await work(keep, needed as N);
  if (!state.isKept) await insertTogether(tx, [keep(result)]);
  return result;
}

/** SHA-256 of what a call brings: the same key with another one is a mistake. */
export const fingerprintOf = ({ input }: Pick<IdempotentCall, 'input'>): Buffer =>
  createHash('sha256').update(JSON.stringify(input)).digest();
