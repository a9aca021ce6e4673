import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';
import { decryptText, encryptText, type KeyRing } from './encryption.ts';
import { insertTogether, rowsFor, type NewRows } from './insert-together.ts';
import { personKey } from './people.ts';

/** What was said and what was noted later. */
export interface InteractionWords {
  readonly answer: string | null;
  readonly notes: readonly { readonly at: string; readonly by: string; readonly text: string }[];
}

const place = 'interactions.words';

/** Under the key of the person, with which it is erased; of who is unknown, under that of the installation. */
async function keyOf(reader: Reader, keys: KeyRing, person_id: string | null): Promise<KeyObject | null> {
  return person_id === null ? keys.wrapping : personKey(reader, keys, person_id);
}

/** Null where nothing was said, or the person was erased meanwhile. */
export async function sealWords(
  reader: Reader,
  keys: KeyRing,
  { person_id, words }: { person_id: string | null; words: InteractionWords },
): Promise<Buffer | null> {
  if (words.answer === null && words.notes.length === 0) return null;
  const key = await keyOf(reader, keys, person_id);
  return key === null ? null : encryptText(key, JSON.stringify(words), place);
}

/** What was said in clear; nothing where the person was erased. */
export async function openWords(
  reader: Reader,
  keys: KeyRing,
  { person_id, words_cipher }: { person_id: string | null; words_cipher: Buffer | null },
): Promise<InteractionWords> {
  const key = words_cipher === null ? null : await keyOf(reader, keys, person_id);
  if (words_cipher === null || key === null) return { answer: null, notes: [] };
  return JSON.parse(decryptText(key, words_cipher, place)) as InteractionWords;
}

/** The interaction, locked; null where there is none. */
export function lockInteraction(tx: Tx, id: string) {
  return tx
    .selectFrom('interactions')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
    .then((row) => row ?? null);
}

/** Ties petitions to it; one that it opened stays so when it is touched too. */
export async function tiePetitions(
  tx: Tx,
  {
    interaction_id,
    petition_ids,
    at,
  }: { interaction_id: string; petition_ids: readonly string[]; at: string },
): Promise<void> {
  const rows = petition_ids.map((petition_id) => ({ interaction_id, petition_id, part: 'touched', at }));
  await insertTogether(tx, [rowsFor('interaction_petitions', rows, { unless_there: true })]);
}

/** A petition that is filed while an interaction lasts: it belongs to that one, which may not have been told of yet. */
export function openedWithin(
  interaction: { id: string; city_id: string; authority_id: string; channel: string; user_id: string },
  { petition_id, person_id, at }: { petition_id: string; person_id: string | null; at: string },
): NewRows[] {
  const row = { ...interaction, kind: 'report', recorded: 'live', person_id, at };
  const tie = { interaction_id: interaction.id, petition_id, part: 'opened', at };
  return [
    rowsFor('interactions', [row], { unless_there: true }),
    rowsFor('interaction_petitions', [tie], { unless_there: true }),
  ];
}

/** Ids of a person and of all entries that were merged into them. */
export const entriesOf = (person_id: string) => sql<string>`(
  with recursive entry as (
    select id from persons where id = ${person_id}
    union select r.id from persons r join entry e on r.merged_into = e.id)
  select id from entry)`;
