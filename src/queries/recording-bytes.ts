import type { KeyObject } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Reader } from '../store/database.ts';
import type { KeyRing } from '../store/encryption.ts';
import type { FileStore } from '../store/file-store.ts';
import { openSound, openSoundKey } from '../store/recordings-sound.ts';
import { keyOver } from '../store/recordings.ts';

/** Where the sound of a recording lies, and what opens it. */
export interface RecordingBytes {
  readonly id: string;
  readonly storage_name: string;
  readonly media_type: string;
  /** Of the sound. */
  readonly bytes: number;
  readonly sound_sha256: Buffer;
  readonly key: KeyObject;
}

/** Null where there is none (any more), where it may not be seen, and where the person was erased. */
export async function recordingBytes(
  reader: Reader,
  keys: KeyRing,
  recording_id: string,
): Promise<RecordingBytes | null> {
  const row = await reader
    .selectFrom('recordings')
    .select(['id', 'storage_name', 'media_type', 'bytes', 'sound_sha256', 'key_cipher', 'person_id'])
    .where('id', '=', recording_id)
    .where('storage_name', 'is not', null)
    .executeTakeFirst();
  if (row === undefined) return null;
  const under = await keyOver(reader, keys, row.person_id);
  if (under === null) return null;
  const { id, storage_name, media_type, bytes, sound_sha256, key_cipher } = row;
  return {
    ...{ id, storage_name: storage_name!, media_type: media_type!, bytes: bytes! },
    ...{ sound_sha256: sound_sha256!, key: openSoundKey(under, key_cipher!) },
  };
}

/** The sound from one byte to another, both included. @throws FileMissing, FilesAway */
export async function readRecording(
  files: FileStore,
  { storage_name, key, bytes }: RecordingBytes,
  part: { readonly first: number; readonly last: number },
): Promise<Readable> {
  const { stream } = await files.read(storage_name);
  return Readable.from(openSound(key, stream, { bytes, ...part }), { objectMode: false });
}
