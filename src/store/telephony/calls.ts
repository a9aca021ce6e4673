import { sql } from 'kysely';
import type { CallLeg, CallRecord, LegEnd, CallOutcome } from '../../core/telephony/call-record.ts';
import type { Reader, Tx } from '../database.ts';
import { blindIndex, decryptText, encryptText, type KeyRing } from '../encryption.ts';
import { newId } from '../ids.ts';

/**
 * Which call-backs are still to be made. Words and no values: a plan that is made once for all values finds the index by
 * which there is one for each number only if it need not know them (PostgreSQL: error 42P10).
 */
export const isWaiting = sql<boolean>`state in ('open', 'taken')`;

const place = 'calls.number';

/** A number as it is kept: not to be read without the key, and found by its keyed hash as a person's is. */
export function sealNumber(keys: KeyRing, number: string | null) {
  return {
    number_cipher: number === null ? null : encryptText(keys.wrapping, number, place),
    number_index: number === null ? null : blindIndex(keys, 'phone', number),
  };
}

/** The number of a call or a call-back in clear; null where there is none, or none any more. */
export const openNumber = (keys: KeyRing, cipher: Buffer | null): string | null =>
  cipher === null ? null : decryptText(keys.wrapping, cipher, place);

/** Ids of the persons of a city who have that number, as desks find them; the first two tell whether it is one. */
export async function personsWithNumber(
  reader: Reader,
  city_id: string,
  number_index: Buffer,
): Promise<string[]> {
  const rows = await reader
    .selectFrom('person_identities as i')
    .innerJoin('persons as p', 'p.id', 'i.person_id')
    .select('p.id')
    .where('i.kind', '=', 'phone')
    .where('i.blind_index', '=', number_index)
    .where('p.city_id', '=', city_id)
    .where('p.merged_into', 'is', null)
    .where('p.erased_at', 'is', null)
    .limit(2)
    .execute();
  return rows.map(({ id }) => id);
}

/** A call as it stands, locked; null for one of which nothing is written. */
export async function lockCall(tx: Tx, exchange_id: string, linked_id: string) {
  const row = await tx
    .selectFrom('calls')
    .selectAll()
    .where('exchange_id', '=', exchange_id)
    .where('linked_id', '=', linked_id)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** Writes the parts of a call; what an agent did afterwards stays. @returns who has a part in it */
export async function writeLegs(
  tx: Tx,
  call_id: string,
  legs: readonly (CallLeg & { readonly user_id: string | null; readonly extension: string })[],
): Promise<void> {
  for (const { interface: _, channel_id, ...leg } of legs) {
    const { hold_s, ...rest } = leg;
    const columns = { ...rest, hold_s: String(hold_s) };
    await tx
      .insertInto('call_legs')
      .values({ id: newId(), call_id, channel_id, ...columns })
      .onConflict((conflict) => conflict.columns(['call_id', 'channel_id']).doUpdateSet(columns))
      .execute();
  }
}

/** What is written of a call, as it was recorded; null for none. */
export async function knownCall(
  reader: Reader,
  keys: KeyRing,
  { exchange_id, linked_id }: { readonly exchange_id: string; readonly linked_id: string },
): Promise<CallRecord | null> {
  const row = await reader
    .selectFrom('calls as c')
    .leftJoin('call_queues as q', 'q.id', 'c.queue_id')
    .selectAll('c')
    .select('q.code as queue')
    .where('c.exchange_id', '=', exchange_id)
    .where('c.linked_id', '=', linked_id)
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    ...{ linked_id, direction: row.direction as CallRecord['direction'], queue: row.queue },
    number: openNumber(keys, row.number_cipher),
    ...{ started_at: row.started_at, queued_at: row.queued_at, answered_at: row.answered_at },
    ...{ ended_at: row.ended_at, wait_s: row.wait_s === null ? null : Number(row.wait_s) },
    ...{ outcome: row.outcome as CallOutcome | null, hangup_cause: row.hangup_cause },
    legs: await knownLegs(reader, row),
  };
}

async function knownLegs(
  reader: Reader,
  { id, exchange_id }: { id: string; exchange_id: string },
): Promise<CallLeg[]> {
  const rows = await reader
    .selectFrom('call_legs as l')
    .leftJoin('telephone_extensions as x', (join) =>
      join.onRef('x.extension', '=', 'l.extension').on('x.exchange_id', '=', exchange_id),
    )
    .selectAll('l')
    .select('x.interface')
    .where('l.call_id', '=', id)
    .orderBy('l.rang_at')
    .execute();
  return rows.map((leg) => ({
    ...{ channel_id: leg.channel_id, interface: leg.interface ?? leg.extension },
    ...{ rang_at: leg.rang_at, answered_at: leg.answered_at, ended_at: leg.ended_at },
    ...{
      hold_s: Number(leg.hold_s),
      held_since: leg.held_since,
      end_reason: leg.end_reason as LegEnd | null,
    },
  }));
}
