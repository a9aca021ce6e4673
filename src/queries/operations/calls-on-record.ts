import { sql } from 'kysely';
import type { LoggedCall } from '../../core/telephony/queue-log.ts';
import type { Reader } from '../../store/database.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { sealNumber } from '../../store/telephony/calls.ts';

/** A call entered the queue within so many seconds of what another source says. */
const same_s = 2;

/** Why the record of an exchange was not read: it is not in its folder, or cannot be opened. */
export const logProblems = ['no_file', 'unreadable'] as const;
export type LogProblem = (typeof logProblems)[number];

interface Known {
  readonly linked_id: string;
  readonly ended_at: string | null;
  readonly hangup_cause: number | null;
}

/** What is written of calls of an exchange, by their ids there. */
export async function callsWithIds(
  reader: Reader,
  exchange_id: string,
  linked_ids: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const { rows } = await sql<Known>`
    select linked_id, ended_at, hangup_cause from calls
    where exchange_id = ${exchange_id} and linked_id = any(${sql.val(linked_ids)}::text[])`.execute(reader);
  return new Map(rows.map((row) => [row.linked_id, row]));
}

interface Asked {
  readonly exchange_id: string;
  readonly call: Pick<LoggedCall, 'queue' | 'entered_at'>;
  /** As it would be kept; null for who hides it. */
  readonly number: string | null;
}

/**
 * Whether a call is known under another id: the record names the caller's channel, which is not the oldest one of a call
 * that an agent made or handed on. It is one of the same number that went on at that instant, or, of who hides theirs, one
 * that entered the same queue then.
 */
export async function isKnownOtherwise(
  reader: Reader,
  keys: KeyRing,
  { exchange_id, call, number }: Asked,
): Promise<boolean> {
  const at = sql`${call.entered_at}::timestamptz`;
  const near = sql`interval '1 second' * ${same_s}`;
  const { number_index } = sealNumber(keys, number);
  const { rows } = await sql<{ is_known: boolean }>`
    select exists (
      select from calls c left join call_queues q on q.id = c.queue_id
      where c.exchange_id = ${exchange_id} and case
        when ${number_index}::bytea is null then q.code = ${call.queue}
          and c.queued_at between ${at} - ${near} and ${at} + ${near}
        else c.number_index = ${number_index} and c.started_at <= ${at} + ${near}
          and coalesce(c.ended_at, ${at}) >= ${at} - ${near} end
        and c.started_at between ${at} - interval '1 day' and ${at} + ${near}) as is_known`.execute(reader);
  return rows[0]!.is_known;
}
