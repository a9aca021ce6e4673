import { addDays, type PlainDate } from '../deadlines/plain-date.ts';

/** Whether the caller knew: heard the announcement, said no, or the exchange left no word of it. */
export const consents = ['announced', 'opted_out', 'unknown'] as const;
export type Consent = (typeof consents)[number];

/** Days that a recording is kept, and where its call led to a complaint, a claim or a denunciation. */
export const kept_days = { usual: 90, complaint: 180 } as const;

/** Kinds of petition for which what was said may have to be shown later. */
export const complaint_kinds = ['complaint', 'claim', 'denunciation'] as const;

/** The local day on which it is deleted: the first after the days for which it is kept, day zero being that of the call. */
export function deletedOn(recorded_on: PlainDate, is_complaint: boolean): PlainDate {
  return addDays(recorded_on, (is_complaint ? kept_days.complaint : kept_days.usual) + 1);
}

/** With less room than this share of the disk nothing is recorded any more; with the second one it is again. */
const room = { stops_below: 0.1, goes_on_from: 0.12 } as const;

/** Whether recording is to be stopped, calls going on. The second mark is higher, so that it does not flap. */
export function mustStopRecording(free_share: number, is_stopped: boolean): boolean {
  return free_share < (is_stopped ? room.goes_on_from : room.stops_below);
}

/** What a file of the exchange's folder is, by its name. */
export interface FolderEntry {
  readonly linked_id: string;
  /** A recording, or an empty file that says what the caller was told or chose. */
  readonly what: 'sound' | 'announced' | 'opted_out';
}

const ends: readonly (readonly [RegExp, FolderEntry['what']])[] = [
  [/\.(?:wav|mp3|ogg)$/, 'sound'],
  [/\.announced$/, 'announced'],
  [/\.opted-out$/, 'opted_out'],
];
/** As Asterisk writes an id, with or without the name of its system: `pbx-1695839374.13`. */
const linked_id_form = /^[A-Za-z0-9][A-Za-z0-9_-]{0,40}\.\d{1,10}$/;

/** Null for what is no file of ours, which is left alone. */
export function readEntry(file_name: string): FolderEntry | null {
  for (const [end, what] of ends) {
    const linked_id = file_name.replace(end, '');
    if (linked_id !== file_name) return linked_id_form.test(linked_id) ? { linked_id, what } : null;
  }
  return null;
}

/** Who opted out is not recorded, whatever else is there. */
export function consentOf(found: ReadonlySet<FolderEntry['what']>): Consent {
  if (found.has('opted_out')) return 'opted_out';
  return found.has('announced') ? 'announced' : 'unknown';
}

export interface Sound {
  readonly media_type: 'audio/wav' | 'audio/mpeg' | 'audio/ogg';
  /** Whole seconds; null where the file does not say. */
  readonly seconds: number | null;
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** What the first bytes of a file say that it is, whatever its name is; null for what is no recording. */
export function readSound(bytes: Uint8Array): Sound | null {
  if (bytes.length < 12) return null;
  if (ascii(bytes, 0, 4) === 'OggS') return { media_type: 'audio/ogg', seconds: null };
  const isMp3 = ascii(bytes, 0, 3) === 'ID3' || (bytes[0] === 0xff && (bytes[1]! & 0xe6) === 0xe2);
  if (isMp3) return { media_type: 'audio/mpeg', seconds: null };
  if (ascii(bytes, 0, 4) !== 'RIFF' || ascii(bytes, 8, 4) !== 'WAVE') return null;
  return { media_type: 'audio/wav', seconds: secondsOfWave(bytes) };
}

/** Length of the data over bytes in a second, from the `fmt ` and `data` chunks of RIFF; a writer that died left no length. */
function secondsOfWave(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let byte_rate = 0;
  for (let at = 12; at + 8 <= bytes.length;) {
    const [name, length] = [ascii(bytes, at, 4), view.getUint32(at + 4, true)];
    if (name === 'fmt ' && at + 24 <= bytes.length) byte_rate = view.getUint32(at + 16, true);
    if (name === 'data')
      return byte_rate === 0 ? null : Math.round(Math.min(length, bytes.length - at - 8) / byte_rate);
    at += 8 + length + (length % 2);
  }
  return null;
}
