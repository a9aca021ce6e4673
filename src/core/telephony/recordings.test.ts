import { expect, it } from 'vitest';
import { consentOf, deletedOn, mustStopRecording, readEntry, readSound } from './recordings.ts';

it('deletes on the ninety-first day, and on the hundred and eighty-first of what led to a complaint', () => {
  expect(deletedOn('2026-01-01', false)).toBe('2026-04-02');
  expect(deletedOn('2026-01-01', true)).toBe('2026-07-01');
});

it('stops recording below a tenth of the disk, and goes on when there is a little more', () => {
  expect(mustStopRecording(0.1, false)).toBe(false);
  expect(mustStopRecording(0.099, false)).toBe(true);
  expect(mustStopRecording(0.11, true)).toBe(true);
  expect(mustStopRecording(0.12, true)).toBe(false);
});

it('reads the names that the exchange gives, and leaves others alone', () => {
  expect(readEntry('1695839374.13.wav')).toEqual({ linked_id: '1695839374.13', what: 'sound' });
  expect(readEntry('pbx-1695839374.13.ogg')?.linked_id).toBe('pbx-1695839374.13');
  expect(readEntry('1695839374.13.announced')?.what).toBe('announced');
  expect(readEntry('1695839374.13.opted-out')?.what).toBe('opted_out');
  for (const name of ['notas.txt', '../1695839374.13.wav', '1695839374.wav', '.wav', 'no-recordings'])
    expect(readEntry(name)).toBeNull();
});

it('takes the no of who opted out, whatever else was left', () => {
  expect(consentOf(new Set(['sound', 'announced', 'opted_out']))).toBe('opted_out');
  expect(consentOf(new Set(['sound', 'announced']))).toBe('announced');
  expect(consentOf(new Set(['sound']))).toBe('unknown');
});

it('knows a sound by its bytes and how long it is', () => {
  expect(readSound(wave(8000 * 2 * 3))).toEqual({ media_type: 'audio/wav', seconds: 3 });
  expect(readSound(Buffer.from('OggS\0\0\0\0\0\0\0\0'))).toEqual({ media_type: 'audio/ogg', seconds: null });
  expect(readSound(Buffer.from('ID3\x04\0\0\0\0\0\0\0\0'))?.media_type).toBe('audio/mpeg');
  expect(readSound(Buffer.from('<!doctype html>'))).toBeNull();
  expect(readSound(Buffer.alloc(4))).toBeNull();
});

/** 8 kHz, 16 bit, one channel, as an exchange writes it, with so many bytes of silence. */
function wave(length: number): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF');
  head.writeUInt32LE(36 + length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt32LE(8000 * 2, 28);
  head.write('data', 36);
  head.writeUInt32LE(length, 40);
  return Buffer.concat([head, Buffer.alloc(length)]);
}
