import { createHash } from 'node:crypto';
import type { PetitionEvent } from '../core/petitions/events.ts';
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
    .limit(1)
    .executeTakeFirst();
  let seq = last?.seq ?? 0;
  let previous_hash: Buffer | null = last?.hash ?? null;
  const rows = events.map((event) => {
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
  await tx.insertInto('petition_events').values(rows).execute();
}

/** The whole history, oldest first. */
export async function readHistory(reader: Reader, petition_id: string): Promise<StoredEvent[]> {
  const rows = await reader
    .selectFrom('petition_events')
    .selectAll()
    .where('petition_id', '=', petition_id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    seq: row.seq,
    at: row.at,
    event: { type: row.type, audience: row.audience, payload: row.payload } as unknown as PetitionEvent,
    actor_kind: row.actor_kind as EventAuthor['kind'],
    actor_user_id: row.actor_user_id,
    authority_id: row.authority_id,
  }));
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

/** SHA-256 over the previous hash and the canonical JSON (sorted keys) of the row. */
export function hashOfEvent(row: HashedFields): Buffer {
  const { previous_hash, ...told } = row;
  const text = canonical({ ...told, at: new Date(row.at).toISOString() });
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
