import { createHash } from 'node:crypto';
import { sql, type SqlBool } from 'kysely';
import type { PetitionEvent } from '../core/petitions/events.ts';
import { columns } from './columns.generated.ts';
import type { Reader, Tx } from './database.ts';
import { newId } from './ids.ts';

/** Who did it, as history keeps it. */
export interface EventAuthor {
  readonly kind: 'citizen' | 'staff' | 'system' | 'api';
  readonly user_id: string | null;
  readonly authority_id: string | null;
}

export interface StoredEvent {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly event: PetitionEvent;
  readonly actor_kind: EventAuthor['kind'];
  readonly actor_user_id: string | null;
  readonly authority_id: string | null;
}

export interface NewEvents {
  readonly petition_id: string;
  readonly events: readonly PetitionEvent[];
  readonly author: EventAuthor;
  readonly at: string;
}

/** Appends events after the last one; each carries the hash of the one before it. The petition must be locked. */
export async function appendEvents(tx: Tx, { petition_id, events, author, at }: NewEvents): Promise<void> {
  if (events.length === 0) return;
  const last = await tx
    .selectFrom('petition_events')
    .select(['seq', 'hash'])
    .where('petition_id', '=', petition_id)
    .orderBy('seq', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst();
  const rows = rowsOfEvents({ petition_id, events, author, at }, last ?? null);
  await tx.insertInto('petition_events').values(rows).execute();
}

/** Events as they are stored after the one that was last. */
export function rowsOfEvents(
  { petition_id, events, author, at }: NewEvents,
  last: { readonly seq: number; readonly hash: Buffer } | null,
) {
  let seq = last?.seq ?? 0;
  let previous_hash = last?.hash ?? null;
  return events.map((event) => {
    seq += 1;
    const row = {
      id: newId(),
      petition_id,
      seq,
      type: event.type,
      at,
      actor_kind: author.kind,
      actor_user_id: author.user_id,
      authority_id: author.authority_id,
      audience: event.audience,
      payload: JSON.stringify(event.payload),
      previous_hash,
    };
    const hash = hashOfEvent({ ...row, payload: event.payload });
    previous_hash = hash;
    return { ...row, hash };
  });
}

/** The whole history, oldest first. */
export async function readHistory(reader: Reader, petition_id: string): Promise<StoredEvent[]> {
  return (await readHistories(reader, [petition_id])).get(petition_id) ?? [];
}

// Of the plans for one, the one that is kept suits; of those for many it does not.
const isOneOf = ([first, ...others]: readonly string[]) =>
  others.length === 0
    ? sql<SqlBool>`petition_id = ${first}`
    : sql<SqlBool>`petition_id = any(${[first, ...others]}::uuid[])`;

/** The whole histories of some petitions by their id, each oldest first. */
export async function readHistories(
  reader: Reader,
  petition_ids: readonly string[],
): Promise<Map<string, StoredEvent[]>> {
  const histories = new Map<string, StoredEvent[]>();
  if (petition_ids.length === 0) return histories;
  const rows = await reader
    .selectFrom('petition_events')
    .select(columns.petition_events)
    .where(isOneOf(petition_ids))
    .orderBy('petition_id')
    .orderBy('seq')
    .execute();
  for (const row of rows) {
    const history = histories.get(row.petition_id) ?? [];
    histories.set(row.petition_id, history);
    history.push({
      id: row.id,
      seq: row.seq,
      at: row.at,
      event: { type: row.type, audience: row.audience, payload: row.payload } as unknown as PetitionEvent,
      actor_kind: row.actor_kind as EventAuthor['kind'],
      actor_user_id: row.actor_user_id,
      authority_id: row.authority_id,
    });
  }
  return histories;
}

export interface HashedFields {
  readonly id: string;
  readonly petition_id: string;
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor_user_id: string | null;
  readonly authority_id: string | null;
  readonly audience: string;
  readonly payload: unknown;
  readonly previous_hash: Buffer | null;
}

/** SHA-256 over the previous hash and the canonical text of the row. */
export function hashOfEvent({ previous_hash, ...row }: HashedFields): Buffer {
  return hashOfText(previous_hash, textOfEvent(row));
}

/** What is hashed of an event beside the hash before it: its canonical JSON (sorted keys). */
export function textOfEvent(row: Omit<HashedFields, 'previous_hash'>): string {
  return canonical({ ...row, at: new Date(row.at).toISOString() });
}

export function hashOfText(previous_hash: Buffer | null, text: string): Buffer {
  return createHash('sha256')
    .update(previous_hash ?? Buffer.alloc(32))
    .update(text)
    .digest();
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
