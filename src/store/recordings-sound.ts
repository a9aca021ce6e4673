import { createCipheriv, createDecipheriv, createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import { decryptText, encryptText } from './encryption.ts';

/** Bytes of the sound in a piece, so that a player can be given any part without opening the rest. */
const piece_bytes = 65_536;
const nonce_bytes = 12;
const over_bytes = nonce_bytes + 16;
const key_place = 'recordings.key';

/** A key for one recording, and the same under another key as it is stored. */
export function newSoundKey(under: KeyObject): { key: KeyObject; key_cipher: Buffer } {
  const bytes = randomBytes(32);
  return {
    key: createSecretKey(bytes),
    key_cipher: encryptText(under, bytes.toString('base64'), key_place),
  };
}

/** @throws when it is not under that key */
export function openSoundKey(under: KeyObject, key_cipher: Buffer): KeyObject {
  return createSecretKey(Buffer.from(decryptText(under, key_cipher, key_place), 'base64'));
}

/** The same key under another one: who called became known. @throws when it is not under the first */
export function moveSoundKey(from: KeyObject, to: KeyObject, key_cipher: Buffer): Buffer {
  return encryptText(to, decryptText(from, key_cipher, key_place), key_place);
}

/**
 * AES-256-GCM piece by piece; each is bound to its number and to how many there are, so that none can be left out, moved
 * or cut off unseen.
 */
export function sealSound(key: KeyObject, sound: Buffer): Buffer {
  const pieces = Math.ceil(sound.length / piece_bytes);
  const sealed = Array.from({ length: pieces }, (_, n) => {
    const nonce = randomBytes(nonce_bytes);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    cipher.setAAD(placeOf(n, pieces));
    const plain = sound.subarray(n * piece_bytes, (n + 1) * piece_bytes);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), body]);
  });
  return Buffer.concat(sealed);
}

const placeOf = (n: number, pieces: number): Buffer => Buffer.from(`recording ${n}/${pieces}`);

/**
 * The sound from one byte to another, both included, as its sealed bytes come.
 * @param bytes of the whole sound
 * @throws when a piece that is asked for was altered
 */
export async function* openSound(
  key: KeyObject,
  sealed: Readable,
  { bytes, first = 0, last = bytes - 1 }: { bytes: number; first?: number; last?: number },
): AsyncGenerator<Buffer> {
  const pieces = Math.ceil(bytes / piece_bytes);
  let n = 0;
  for await (const piece of inPieces(sealed)) {
    const begins = n * piece_bytes;
    if (begins > last) break;
    if (begins + piece_bytes > first) {
      const plain = openPiece(key, piece, placeOf(n, pieces));
      yield plain.subarray(Math.max(0, first - begins), last - begins + 1);
    }
    n += 1;
  }
}

function openPiece(key: KeyObject, piece: Buffer, place: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, piece.subarray(0, nonce_bytes));
  decipher.setAAD(place);
  decipher.setAuthTag(piece.subarray(nonce_bytes, over_bytes));
  return Buffer.concat([decipher.update(piece.subarray(over_bytes)), decipher.final()]);
}

/** What comes in any portions, in the portions in which it was sealed. */
async function* inPieces(sealed: Readable): AsyncGenerator<Buffer> {
  const whole = piece_bytes + over_bytes;
  let held: Buffer[] = [];
  let length = 0;
  for await (const portion of sealed as AsyncIterable<Buffer>) {
    held.push(portion);
    length += portion.length;
    if (length < whole) continue;
    let all = Buffer.concat(held);
    for (; all.length >= whole; all = all.subarray(whole)) yield all.subarray(0, whole);
    held = [all];
    length = all.length;
  }
  if (length > 0) yield Buffer.concat(held);
}
