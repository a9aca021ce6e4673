import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { randomPart } from './random-part.ts';

/**
 * The installation's keys, 32 bytes each: one wraps the persons' keys, one makes blind indexes, one access keys,
 * one what is published of a petition instead of its folio and its place.
 * As key objects, since each use of plain bytes makes such an object anew, which costs four times the encryption.
 */
export interface KeyRing {
  readonly wrapping: KeyObject;
  readonly index: KeyObject;
  readonly access: KeyObject;
  readonly publishing: KeyObject;
}

/** Derives all of them from the master key (32 random bytes), so that only one secret must be backed up. */
export function keyRing(master: Buffer): KeyRing {
  if (master.length !== 32) throw new Error('The master key has 32 bytes');
  const derive = (purpose: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', master, 'atiende', purpose, 32)));
  return {
    ...{ wrapping: derive('wrap persons'), index: derive('blind index') },
    ...{ access: derive('access keys'), publishing: derive('public data') },
  };
}

/** A new data key for one person, wrapped for storage. Losing it erases the person. */
export function newDataKey(keys: KeyRing): { key: KeyObject; wrapped: Buffer } {
  const bytes = randomBytes(32);
  return { key: createSecretKey(bytes), wrapped: seal(keys.wrapping, bytes, 'data-key') };
}

/** @throws when the wrapped key was not made with these keys */
export function openDataKey(keys: KeyRing, wrapped: Buffer): KeyObject {
  return createSecretKey(unseal(keys.wrapping, wrapped, 'data-key'));
}

/** AES-256-GCM; `place` (table and column) is bound in, so a value cannot be moved elsewhere. */
export function encryptText(key: KeyObject, text: string, place: string): Buffer {
  return seal(key, Buffer.from(text, 'utf8'), place);
}

/** @throws when the value was altered, moved or made with another key */
export function decryptText(key: KeyObject, sealed: Buffer, place: string): string {
  return unseal(key, sealed, place).toString('utf8');
}

/** Keyed hash of a normalised phone, e-mail, document number or name word: findable without being readable. */
export function blindIndex(keys: KeyRing, kind: string, normalised: string): Buffer {
  return createHmac('sha256', keys.index).update(`${kind}\u0000${normalised}`).digest();
}

function seal(key: KeyObject, plain: Buffer, place: string): Buffer {
  const nonce = randomPart(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.from([1]), nonce, cipher.getAuthTag(), body]);
}

function unseal(key: KeyObject, sealed: Buffer, place: string): Buffer {
  if (sealed[0] !== 1) throw new Error('Unknown form of encrypted value');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 13));
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(13, 29));
  return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]);
}
