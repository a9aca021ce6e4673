import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { sql } from 'kysely';
import { consentOf, mustStopRecording, readSound } from '../../core/telephony/recordings.ts';
import { reading } from '../../store/database.ts';
import { forgetCall, freeShare, listCalls, readCall, type LeftCall } from '../../store/recordings-folder.ts';
import { newSoundKey, sealSound } from '../../store/recordings-sound.ts';
import { keyOver, personOfCall } from '../../store/recordings.ts';
import type { App } from '../app.ts';
import { letGoOfFiles } from '../files/let-go.ts';
import { keepRecording } from './keep-recording.ts';
import { stopRecording } from './stop-recording.ts';

/** A file that was written so lately may be written still. */
const settles_ms = 10_000;
/** The call of a recording is known by then, or never: the line to the exchange was away. */
const calls_known_ms = 3_600_000;
/** A call of eight hours; what is larger is no call, and stays where it is for somebody to look at. */
const most_bytes = 500_000_000;

export interface Collected {
  kept: number;
  opted_out: number;
  /** Left where they are, for later or for somebody to look at. */
  waiting: number;
}

interface Exchange {
  readonly id: string;
  readonly recording_stopped_at: string | null;
}

/**
 * Takes in what exchanges left in the folder of recordings: `<linked id>.wav` (mp3, ogg) beside an empty
 * `<linked id>.announced`, or `.opted-out` of who did not want it. One exchange writes into the folder itself, several
 * each into one that is named by its id. A file goes from there when it is sealed and written down. Where the disk is
 * nearly full the exchange is told to record nothing, and calls go on.
 * @throws FilesAway
 */
export async function collectRecordings(app: App, root: string): Promise<Collected> {
  const exchanges = await reading(app.database, { kind: 'system' }, (reader) =>
    reader.selectFrom('telephone_exchanges').select(['id', 'recording_stopped_at']).orderBy('id').execute(),
  );
  const done = { kept: 0, opted_out: 0, waiting: 0 };
  for (const exchange of exchanges) {
    const folder = exchanges.length === 1 ? root : join(root, exchange.id);
    const free = await freeShare(folder);
    if (free === null) continue;
    await lookAtRoom(app, { exchange, folder, free });
    for (const call of await listCalls(folder)) done[await takeIn(app, exchange.id, call)] += 1;
  }
  return done;
}

async function lookAtRoom(
  app: App,
  { exchange, folder, free }: { exchange: Exchange; folder: string; free: number },
): Promise<void> {
  const was_stopped = exchange.recording_stopped_at !== null;
  const is_stopped = mustStopRecording(free, was_stopped);
  if (is_stopped !== was_stopped) await stopRecording(app, { exchange_id: exchange.id, folder, is_stopped });
}

async function takeIn(app: App, exchange_id: string, call: LeftCall): Promise<keyof Collected> {
  const age = Date.parse(app.now()) - Date.parse(call.written_at);
  if (age < settles_ms) return 'waiting';
  const known = await callOf(app, exchange_id, call.linked_id);
  if (known !== null ? known.ended_at === null : age < calls_known_ms) return 'waiting';
  const consent = consentOf(call.found);
  const what = {
    ...{ exchange_id, linked_id: call.linked_id, consent, call_id: known?.id ?? null },
    recorded_at: known?.started_at ?? call.written_at,
  };
  if (consent === 'opted_out') {
    const { unneeded } = await keepRecording(app, { kind: 'system' }, what);
    await letGoOfFiles(app, unneeded);
    await forgetCall(call);
    return 'opted_out';
  }
  if (call.sound === null || call.sound.bytes > most_bytes) return 'waiting';
  return keepSound(app, { call, what, sound: await readCall(call.sound.path) });
}

function callOf(app: App, exchange_id: string, linked_id: string) {
  return reading(app.database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql<{ id: string; started_at: string; ended_at: string | null }>`
      select id, started_at, ended_at from calls
      where exchange_id = ${exchange_id} and linked_id = ${linked_id}`.execute(reader);
    return rows[0] ?? null;
  });
}

type What = Omit<Parameters<typeof keepRecording>[2], 'sound'>;

async function keepSound(
  app: App,
  { call, what, sound }: { call: LeftCall; what: What; sound: Buffer },
): Promise<keyof Collected> {
  const heard = readSound(sound);
  if (heard === null) return 'waiting';
  const { person_id, under } = await reading(app.database, { kind: 'system' }, async (reader) => {
    const of_call = what.call_id === null ? null : await personOfCall(reader, what.call_id);
    const own = await keyOver(reader, app.keys, of_call);
    return own === null ? { person_id: null, under: app.keys.wrapping } : { person_id: of_call, under: own };
  });
  const { key, key_cipher } = newSoundKey(under);
  const sealed = sealSound(key, sound);
  const storage_name = await app.files.put(sealed);
  const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64');
  const { unneeded } = await keepRecording(
    app,
    { kind: 'system' },
    {
      ...what,
      sound: {
        ...{ storage_name, sha256: hash(sealed), sound_sha256: hash(sound), bytes: sound.length },
        ...{ key_cipher: key_cipher.toString('base64'), person_id, ...heard },
      },
    },
  ).catch(async (problem: unknown) => {
    await letGoOfFiles(app, [storage_name]).catch(() => undefined);
    throw problem;
  });
  await letGoOfFiles(app, unneeded);
  await forgetCall(call);
  return 'kept';
}
