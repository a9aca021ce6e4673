import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from './encryption.ts';

// Without 0/O, 1/I/L and U: what remains can be read aloud over a telephone.
const readable = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * The access key of a petition: 14 readable characters (68 bits), written `XXXX-XXXX-XXXXXX`. It is derived from the
 * installation's key and the number of its issue, so a repeated filing shows the same key and none is stored.
 * @param subject id of the petition or of the supporter
 */
export function accessKeyFor(keys: KeyRing, subject: string, issue: number): string {
  let key = '';
  for (let block = 0; key.length < 14; block += 1) {
    const bytes = createHmac('sha256', keys.access).update(`${subject}/${issue}/${block}`).digest();
    for (const byte of bytes) {
      // 240 = 8 × 30: larger bytes would make the first characters likelier.
      if (byte < 240 && key.length < 14) key += readable[byte % 30];
    }
  }
  return `${key.slice(0, 4)}-${key.slice(4, 8)}-${key.slice(8)}`;
}

/** A key as typed, brought to the form that is hashed: capitals, no blanks or dashes. */
export function normaliseAccessKey(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** A new secret of 256 bits for cookies, one-time links and API keys (base64url). */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret. They are random and long, so a plain SHA-256 is enough. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Constant-time comparison of two hashes. */
export function sameHash(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
