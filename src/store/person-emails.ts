import type { Reader } from './database.ts';
import { decryptText, openDataKey, type KeyRing } from './encryption.ts';

/** The newest e-mail of a person in clear, or null. For sending only; showing it to staff is logged elsewhere. */
export async function emailOfPerson(
  reader: Reader,
  keys: KeyRing,
  person_id: string,
): Promise<string | null> {
  const row = await reader
    .selectFrom('person_identities as i')
    .innerJoin('persons as p', 'p.id', 'i.person_id')
    .select(['i.value_cipher', 'p.data_key'])
    .where('i.person_id', '=', person_id)
    .where('i.kind', '=', 'email')
    .orderBy('i.created_at', 'desc')
    .executeTakeFirst();
  return row?.data_key
    ? decryptText(openDataKey(keys, row.data_key), row.value_cipher, 'person_identities.value')
    : null;
}
