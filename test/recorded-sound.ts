import { utimesSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { newId } from '../src/store/ids.ts';
import { newSoundKey, sealSound } from '../src/store/recordings-sound.ts';
import { aQueue } from './queue-calls.ts';
import type { Town } from './town.ts';

/** 8 kHz, 16 bit, one channel, as an exchange writes it: so many seconds of a quiet hum. */
export function aWave(seconds: number): Buffer {
  const length = 8000 * 2 * seconds;
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8000, 24);
  head.writeUInt32LE(8000 * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(length, 40);
  const hum = Buffer.alloc(length);
  for (let n = 0; n < length / 2; n += 1) hum.writeInt16LE(Math.round(900 * Math.sin(n / 20)), n * 2);
  return Buffer.concat([head, hum]);
}

/** What the exchange leaves of a call, last written at an instant. */
export function leaveCall(
  folder: string,
  linked_id: string,
  { at, sound, mark }: { at: string; sound?: Buffer; mark?: 'announced' | 'opted-out' },
): void {
  const leave = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes);
    utimesSync(join(folder, name), new Date(at), new Date(at));
  };
  if (sound !== undefined) leave(`${linked_id}.wav`, sound);
  if (mark !== undefined) leave(`${linked_id}.${mark}`, Buffer.alloc(0));
}

/** A recording that is kept, of a queue of Iztapalapa, with the bytes in the town's own files. */
export async function aKeptRecording(town: Town): Promise<{ recording_id: string; queue_id: string }> {
  const queue = await aQueue(town, { code: 'grabada' });
  const { key, key_cipher } = newSoundKey(town.app.keys.wrapping);
  const sound = aWave(1);
  const sealed = sealSound(key, sound);
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest();
  const recording_id = newId();
  const storage_name = await town.app.files.put(sealed);
  await town.asSystem((tx) =>
    tx
      .insertInto('recordings')
      .values({
        ...{ id: recording_id, city_id: town.city_id, authority_id: queue.authority_id, linked_id: '1.1' },
        ...{ exchange_id: queue.exchange_id, consent: 'announced', recorded_at: town.app.now() },
        ...{ kept_at: town.app.now(), media_type: 'audio/wav', seconds: 1, bytes: sound.length },
        ...{ storage_name, sha256: hash(sealed), sound_sha256: hash(sound), key_cipher },
        ...{ held_at: town.app.now(), hold_reason: 'Investigación en curso' },
        held_by: town.staff['marta']!.user_id,
      })
      .execute(),
  );
  return { recording_id, queue_id: queue.queue_id };
}
