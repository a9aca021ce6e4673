import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';
import { permits, type Actor } from '../../core/access/actor.ts';
import { recordingBytes, type RecordingBytes } from '../../queries/recording-bytes.ts';
import { FileMissing, FilesAway } from '../../store/file-store.ts';
import { reading } from '../../store/database.ts';
import { openSound } from '../../store/recordings-sound.ts';
import { lockRecording, noteRecording, placeOfRecording } from '../../store/recordings.ts';
import { databaseActor, type App } from '../app.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/** Whether the bytes are those that the exchange wrote. */
export type Integrity = 'intact' | 'altered' | 'lost';

const reason = z.string().trim().min(5, 'too_short').max(500);

/** Writes down that somebody listens and why; of bytes that are not what they were, that they were not heard. */
export const openRecording = defineAction({
  name: 'open-recording',
  permission: 'recordings.listen',
  input: z.object({ recording_id: z.uuid(), reason, is_intact: z.boolean() }),
  async run({ tx, actor, now, input }): Promise<{ listening_id: string }> {
    const row = await lockRecording(tx, input.recording_id);
    if (row === null || actor.kind !== 'staff') throw new Refused('not_found');
    if (!permits(actor, 'recordings.listen', await placeOfRecording(tx, row))) throw new Refused('forbidden');
    if (row.storage_name === null) throw new Refused('not_found');
    const type = input.is_intact ? 'opened' : 'altered';
    const event = {
      recording_id: row.id,
      at: now,
      type,
      user_id: actor.user_id,
      reason: input.reason,
    } as const;
    return { listening_id: await noteRecording(tx, event) };
  },
});

/** Writes down that somebody without permission wanted to listen. */
export const noteRefusedListening = defineAction({
  name: 'note-refused-listening',
  permission: 'self',
  input: z.object({ recording_id: z.uuid() }),
  // Of which recording is not theirs to know: the row is written, and nothing is told.
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, actor, now, input }): Promise<{ done: true }> {
    const row = await lockRecording(tx, input.recording_id);
    if (row === null || actor.kind !== 'staff') throw new Refused('not_found');
    await noteRecording(tx, { recording_id: row.id, at: now, type: 'refused', user_id: actor.user_id });
    return { done: true };
  },
});

/**
 * Somebody wants to listen, for a reason that is kept. The whole file is looked at first: what is not the same as when it
 * was taken in is not played, and that is written down too.
 * @returns `listening_id` opens the sound to this person for a while; null where there is nothing to be heard
 * @throws Refused `forbidden` (written down), `not_found`, `invalid_input`
 */
export async function listenToRecording(
  app: App,
  actor: Actor,
  input: { recording_id: string; reason: string },
): Promise<{ integrity: Integrity; listening_id: string | null }> {
  try {
    const known = await reading(app.database, databaseActor(actor), (reader) =>
      recordingBytes(reader, app.keys, input.recording_id),
    );
    const integrity = known === null ? 'lost' : await look(app, known);
    const { listening_id } = await openRecording(app, actor, { ...input, is_intact: integrity === 'intact' });
    return { integrity, listening_id: integrity === 'intact' ? listening_id : null };
  } catch (problem) {
    if (problem instanceof Refused && problem.code === 'forbidden')
      await noteRefusedListening(app, actor, { recording_id: input.recording_id }).catch(ifUnknown);
    throw problem;
  }
}

function ifUnknown(problem: unknown): void {
  if (!(problem instanceof Refused)) throw problem;
}

/** Reads the bytes as they are stored, and the sound in them, against both hashes. */
async function look(app: App, row: RecordingBytes & { readonly key: KeyObject }): Promise<Integrity> {
  try {
    const { stream } = await app.files.read(row.storage_name);
    const sound = createHash('sha256');
    for await (const part of openSound(row.key, stream, { bytes: row.bytes })) sound.update(part);
    return sound.digest().equals(row.sound_sha256) ? 'intact' : 'altered';
  } catch (problem) {
    if (problem instanceof FilesAway) throw problem;
    // What was sealed and does not open was altered, or cut off.
    return problem instanceof FileMissing ? 'lost' : 'altered';
  }
}
