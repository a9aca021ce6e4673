import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';
import { decryptText, encryptText, type KeyRing } from './encryption.ts';
import { personKey } from './people.ts';

const series = (tx: Tx, { authority_id, year, by }: { authority_id: string; year: number; by: number }) =>
  sql<{ last_number: number }>`
    insert into letter_series (authority_id, year, last_number) values (${authority_id}, ${year}, ${by})
    on conflict (authority_id, year) do update set last_number = letter_series.last_number + ${by}
    returning last_number`.execute(tx);

/** The next entry of an authority's register in that year. Without gaps: what is taken back gives its number back. */
export async function nextEntryNumber(tx: Tx, authority_id: string, year: number): Promise<number> {
  const { rows } = await series(tx, { authority_id, year, by: 1 });
  return rows[0]!.last_number;
}

/** Whose key seals what hangs on a petition: its person's, with which it is erased; else the installation's. */
async function keyFor(reader: Reader, keys: KeyRing, person_id: string | null): Promise<KeyObject | null> {
  return person_id === null ? keys.wrapping : personKey(reader, keys, person_id);
}

type Place = 'incoming_letters.sender' | 'paper_deliveries.receiver';

/** Words about somebody who is not a person of the city's; null where the person of the petition was erased. */
export async function sealNote(
  reader: Reader,
  keys: KeyRing,
  { person_id, note, place }: { person_id: string | null; note: string; place: Place },
): Promise<Buffer | null> {
  const key = await keyFor(reader, keys, person_id);
  return key === null ? null : encryptText(key, note, place);
}

/** The same in clear; null where there are none, or they were erased. */
export async function openNote(
  reader: Reader,
  keys: KeyRing,
  { person_id, cipher, place }: { person_id: string | null; cipher: Buffer | null; place: Place },
): Promise<string | null> {
  if (cipher === null) return null;
  const key = await keyFor(reader, keys, person_id);
  return key === null ? null : decryptText(key, cipher, place);
}

/**
 * Whether a letter (that alias) has a scan, or will have one: its pages wait to be bound, or what was bound of them is in
 * the file of its petition and was not withdrawn from it. For whoever may see any file.
 */
export const hasScan = (
  letter: string,
) => sql<boolean>`(${sql.ref(`${letter}.scan_state`)} = 'waiting' or exists (
  select from files f where f.removed_at is null and (f.id = ${sql.ref(`${letter}.scan_file_id`)}
    or (${sql.ref(`${letter}.scan_state`)} = 'failed' and f.id = any(${sql.ref(`${letter}.page_file_ids`)})))))`;
