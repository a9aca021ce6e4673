import { sql } from 'kysely';
import type { Tx } from '../../store/database.ts';
import { blindIndex, type KeyRing } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { Refused } from '../refused.ts';

/** What is tried, from where; both are kept as keyed hashes. */
export interface Attempt {
  readonly subject: string;
  readonly address: string;
}

export interface AttemptLimits {
  /** From one address for one subject; people behind one address do not lock each other out. */
  readonly from_address: number;
  /** For one subject from everywhere. */
  readonly in_all: number;
  /** Counted over so many minutes back; a quarter of an hour where nothing is said. */
  readonly minutes?: number;
}

const WINDOW_MINUTES = 15;

/**
 * Asks before an attempt whether there were too many. Whoever tries the same meanwhile waits for the end of this
 * transaction, so that of many at once no more than the limit pass.
 * @throws Refused('too_many_attempts') when it was tried in vain too often in that time
 */
export async function refuseTooMany(
  tx: Tx,
  given: { keys: KeyRing; now: string; attempt: Attempt; limits: AttemptLimits },
): Promise<void> {
  const { subject, address } = hashesOf(given.keys, given.attempt);
  await sql`select pg_advisory_xact_lock(${subject.readBigInt64BE(0).toString()}::bigint)`.execute(tx);
  const window = given.limits.minutes ?? WINDOW_MINUTES;
  const minutes = (n: number) => new Date(Date.parse(given.now) + n * 60_000).toISOString();
  const counted = await tx
    .selectFrom('sign_in_attempts')
    .select(({ fn }) => [
      fn.countAll<number>().as('in_all'),
      sql<number>`count(*) filter (where address_hash = ${address})`.as('from_address'),
    ])
    .where('email_hash', '=', subject)
    .where('at', '>', minutes(-window))
    // What a clock that was put back wrote for hours to come is no reason to wait for hours.
    .where('at', '<', minutes(WINDOW_MINUTES))
    .where('succeeded', '=', false)
    .executeTakeFirstOrThrow();
  const { from_address, in_all } = given.limits;
  if (Number(counted.from_address) >= from_address || counted.in_all >= in_all) {
    throw new Refused('too_many_attempts', { minutes: window });
  }
}

/** Writes the attempt down. */
export async function recordAttempt(
  tx: Tx,
  given: { keys: KeyRing; now: string; attempt: Attempt; succeeded: boolean },
): Promise<void> {
  const { subject, address } = hashesOf(given.keys, given.attempt);
  await tx
    .insertInto('sign_in_attempts')
    .values({
      id: newId(),
      email_hash: subject,
      address_hash: address,
      at: given.now,
      succeeded: given.succeeded,
    })
    .execute();
}

function hashesOf(keys: KeyRing, { subject, address }: Attempt) {
  return {
    subject: blindIndex(keys, 'attempt', subject),
    address: blindIndex(keys, 'address', address),
  };
}
