import { createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Reader } from './database.ts';
import { decryptText, encryptText, type KeyRing } from './encryption.ts';
import type { SigningCertificates } from './schema.generated.ts';

/** A private key as it is kept: a PKCS#12 with its password, or a bare key with its certificate; DER in base64. */
export type SigningKey =
  | { readonly form: 'pkcs12'; readonly file: string; readonly password: string }
  | { readonly form: 'pkcs8'; readonly key: string; readonly certificate: string };

export type SigningCertificate = Selectable<SigningCertificates>;

/** A key of its own, derived from the installation's, so that nothing else opens what is sealed here. */
function sealingKey(keys: KeyRing): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', keys.wrapping, 'atiende', 'signing keys', 32)));
}

/** Bound to its row: a key cannot be given to another authority by copying the column. */
const placeOf = (row: { id: string; authority_id: string }): string =>
  `signing_certificates.sealed_key/${row.authority_id}/${row.id}`;

export function sealSigningKey(
  keys: KeyRing,
  row: { id: string; authority_id: string },
  key: SigningKey,
): Buffer {
  return encryptText(sealingKey(keys), JSON.stringify(key), placeOf(row));
}

/** @throws when the installation's keys are others, or the key was destroyed with its certificate */
export function openSigningKey(
  keys: KeyRing,
  row: Pick<SigningCertificate, 'id' | 'authority_id' | 'sealed_key'>,
): SigningKey {
  if (row.sealed_key === null) throw new Error('The key of a removed certificate is gone');
  return JSON.parse(decryptText(sealingKey(keys), row.sealed_key, placeOf(row))) as SigningKey;
}

/** What the authority signs with now, expired or not. */
export async function signingCertificateOf(
  reader: Reader,
  authority_id: string,
): Promise<SigningCertificate | null> {
  const row = await reader
    .selectFrom('signing_certificates')
    .selectAll()
    .where('authority_id', '=', authority_id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
}
