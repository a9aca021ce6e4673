import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';
import type { KeyRing } from './encryption.ts';
import { newId } from './ids.ts';
import { personKey } from './people.ts';

export type RecordingEvent =
  'kept' | 'opted_out' | 'opened' | 'altered' | 'refused' | 'held' | 'released' | 'deleted';

/** What the key of a recording is under; null for a person who was erased. */
export async function keyOver(
  reader: Reader,
  keys: KeyRing,
  person_id: string | null,
): Promise<KeyObject | null> {
  return person_id === null ? keys.wrapping : personKey(reader, keys, person_id);
}

/** The person of a call: whom its interaction names, else the one who has the number. Null while nobody knows. */
export async function personOfCall(reader: Reader, call_id: string): Promise<string | null> {
  const { rows } = await sql<{ person_id: string | null }>`
    select coalesce(i.person_id, c.person_id) as person_id from calls c
    left join interactions i on i.id = c.interaction_id where c.id = ${call_id}`.execute(reader);
  return rows[0]?.person_id ?? null;
}

/** Writes down what was done with a recording. @returns the id of the event */
export async function noteRecording(
  tx: Tx,
  event: {
    readonly recording_id: string;
    readonly at: string;
    readonly type: RecordingEvent;
    readonly user_id?: string | null;
    readonly reason?: string | null;
  },
): Promise<string> {
  const id = newId();
  await tx
    .insertInto('recording_events')
    .values({ user_id: null, reason: null, ...event, id })
    .execute();
  return id;
}

/** The recording, locked; null where there is none, or none that the asker may see. */
export function lockRecording(tx: Tx, id: string) {
  return tx
    .selectFrom('recordings')
    .select(['id', 'city_id', 'authority_id', 'call_id', 'storage_name', 'held_at', 'deleted_at', 'consent'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
    .then((row) => row ?? null);
}

/** Where a recording is, for a grant to reach: its unit is that of the queue. */
export async function placeOfRecording(
  reader: Reader,
  row: { readonly city_id: string; readonly authority_id: string; readonly call_id: string | null },
) {
  const { rows } = await sql<{ unit_id: string | null }>`
    select q.unit_id from calls c join call_queues q on q.id = c.queue_id where c.id = ${row.call_id}`.execute(
    reader,
  );
  return { city_id: row.city_id, authority_id: row.authority_id, unit_id: rows[0]?.unit_id ?? null };
}
