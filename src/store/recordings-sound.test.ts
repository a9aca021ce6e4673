import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { keyRing } from './encryption.ts';
import { moveSoundKey, newSoundKey, openSound, openSoundKey, sealSound } from './recordings-sound.ts';

const keys = keyRing(Buffer.alloc(32, 7));
const sound = randomBytes(200_000);

/** In portions that end nowhere near a piece. */
const portions = (bytes: Buffer) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / 9_973) }, (_, n) =>
      bytes.subarray(n * 9_973, (n + 1) * 9_973),
    ),
  );
const opened = (
  key: Parameters<typeof openSound>[0],
  sealed: Buffer,
  part: { first?: number; last?: number } = {},
) => buffer(openSound(key, portions(sealed), { bytes: sound.length, ...part }));

it('gives the sound back, whole and from any byte to any other', async () => {
  const { key, key_cipher } = newSoundKey(keys.wrapping);
  const sealed = sealSound(key, sound);
  expect(sealed.includes(sound.subarray(0, 32))).toBe(false);
  const again = openSoundKey(keys.wrapping, key_cipher);
  expect((await opened(again, sealed)).equals(sound)).toBe(true);
  for (const [first, last] of [
    [0, 0],
    [65_535, 65_536],
    [70_000, 199_999],
    [131_072, 140_000],
  ] as const)
    expect((await opened(again, sealed, { first, last })).equals(sound.subarray(first, last + 1))).toBe(true);
});

it('opens nothing that was altered, moved or cut off', async () => {
  const { key } = newSoundKey(keys.wrapping);
  const sealed = sealSound(key, sound);
  const altered = Buffer.from(sealed);
  altered[100_000]! ^= 1;
  await expect(opened(key, altered)).rejects.toThrow();
  const piece = 65_536 + 28;
  const swapped = Buffer.concat([
    sealed.subarray(piece, 2 * piece),
    sealed.subarray(0, piece),
    sealed.subarray(2 * piece),
  ]);
  await expect(opened(key, swapped)).rejects.toThrow();
  const shorter = buffer(openSound(key, portions(sealed.subarray(0, piece)), { bytes: piece - 28 }));
  await expect(shorter).rejects.toThrow();
});

it('moves a key from under one key to another, after which the first opens it no more', () => {
  const { key_cipher } = newSoundKey(keys.wrapping);
  const moved = moveSoundKey(keys.wrapping, keys.access, key_cipher);
  expect(openSoundKey(keys.access, moved).equals(openSoundKey(keys.wrapping, key_cipher))).toBe(true);
  expect(() => openSoundKey(keys.wrapping, moved)).toThrow();
});
