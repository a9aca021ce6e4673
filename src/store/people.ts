import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import type { Identity } from '../core/petitions/stages.ts';
import type { Reader, Tx } from './database.ts';
import { blindIndex, decryptText, encryptText, newDataKey, openDataKey, type KeyRing } from './encryption.ts';
import { newId } from './ids.ts';
import { insertTogether, rowsFor, type NewRows } from './insert-together.ts';

export type IdentityKind = 'phone' | 'email' | 'whatsapp' | 'document';

/** What a person gives of themselves, already normalised (E.164 phone, lower-case e-mail). */
export interface PersonDetails {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly document: string | null;
  readonly kind: 'natural' | 'organisation';
}

/** Where, and when by the clock of the application. */
type NewPerson = PersonDetails & { readonly city_id: string; readonly now: string };

/** The contact as it was given for one petition. */
export interface ContactSnapshot {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly document: string | null;
  readonly address: string | null;
}

/** Name words as they are indexed: folded, three letters or more. */
export function nameWords(name: string): string[] {
  const folded = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return [...new Set(folded.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 3))];
}

/** A person of the city, their key, and what of them is still to be written, together with what hangs on it. */
export interface ChosenPerson {
  readonly person_id: string;
  readonly key: KeyObject;
  readonly rows: readonly NewRows[];
}
type KeyedPerson = Omit<ChosenPerson, 'rows'>;

/**
 * The person with that e-mail, phone or document in the city, or a new one. Two identities of two persons do not
 * merge them: the first match wins and staff merge by hand, with history.
 */
export async function choosePerson(tx: Tx, keys: KeyRing, given: NewPerson): Promise<ChosenPerson> {
  const known = await findPerson(tx, keys, given);
  if (known === null) return newPerson(keys, given);
  const further = identitiesOf(given).filter(([kind]) => kind !== known.found_by);
  const identities = identityRows(keys, known, further);
  return { ...known, rows: [rowsFor('person_identities', identities, { unless_there: true })] };
}

/** The same, written at once. @returns their id */
export async function findOrCreatePerson(tx: Tx, keys: KeyRing, given: NewPerson): Promise<string> {
  const { person_id, rows } = await choosePerson(tx, keys, given);
  await insertTogether(tx, rows);
  return person_id;
}

async function findPerson(
  tx: Tx,
  keys: KeyRing,
  given: PersonDetails & { city_id: string },
): Promise<(KeyedPerson & { found_by: IdentityKind }) | null> {
  for (const [kind, value] of identitiesOf(given)) {
    const found = await tx
      .selectFrom('person_identities as i')
      .innerJoin('persons as p', 'p.id', 'i.person_id')
      .select(['p.id', 'p.data_key'])
      .where('i.kind', '=', kind)
      .where('i.blind_index', '=', blindIndex(keys, kind, value))
      .where('p.city_id', '=', given.city_id)
      .where('p.merged_into', 'is', null)
      .where('p.erased_at', 'is', null)
      .orderBy('p.created_at')
      .executeTakeFirst();
    if (found?.data_key) {
      return { person_id: found.id, key: openDataKey(keys, found.data_key), found_by: kind };
    }
  }
  return null;
}

function newPerson(keys: KeyRing, given: NewPerson): ChosenPerson {
  const { key, wrapped } = newDataKey(keys);
  const person_id = newId();
  const words = given.name === null ? [] : nameWords(given.name);
  const person = {
    id: person_id,
    city_id: given.city_id,
    kind: given.kind,
    created_at: given.now,
    data_key: wrapped,
    name_cipher: given.name === null ? null : encryptText(key, given.name, 'persons.name'),
  };
  const indexed = words.map((word) => ({ person_id, blind_index: blindIndex(keys, 'name', word) }));
  const rows = [
    rowsFor('persons', [person]),
    rowsFor('person_name_words', indexed),
    rowsFor('person_changes', [{ id: newId(), person_id, change: 'created', at: given.now }]),
    rowsFor('person_identities', identityRows(keys, { person_id, key }, identitiesOf(given))),
  ];
  return { person_id, key, rows };
}

function identityRows(
  keys: KeyRing,
  { person_id, key }: KeyedPerson,
  identities: readonly (readonly [IdentityKind, string])[],
) {
  return identities.map(([kind, value]) => ({
    id: newId(),
    person_id,
    kind,
    value_cipher: encryptText(key, value, 'person_identities.value'),
    blind_index: blindIndex(keys, kind, value),
  }));
}

function identitiesOf(given: PersonDetails): [IdentityKind, string][] {
  const all: [IdentityKind, string | null][] = [
    ['email', given.email],
    ['phone', given.phone],
    ['document', given.document],
  ];
  return all.filter((pair): pair is [IdentityKind, string] => pair[1] !== null && pair[1] !== '');
}

/** The person's own key, or null when the person was erased or there is none. */
export async function personKey(reader: Reader, keys: KeyRing, person_id: string): Promise<KeyObject | null> {
  const row = await reader
    .selectFrom('persons')
    .select('data_key')
    .where('id', '=', person_id)
    .executeTakeFirst();
  return row?.data_key ? openDataKey(keys, row.data_key) : null;
}

/** Whether two entries are one person by now: one was merged into the other, or both into a third. */
export async function isSamePerson(
  reader: Reader,
  one: string | null,
  other: string | null,
): Promise<boolean> {
  if (one === null || other === null) return one === other;
  if (one === other) return true;
  const found = await sql<{ same: boolean }>`
    with recursive entry as (
      select id, merged_into, id = ${one}::uuid as of_one from persons where id in (${one}, ${other})
      union select r.id, r.merged_into, e.of_one from persons r join entry e on r.id = e.merged_into)
    select exists (select from entry a join entry b on a.id = b.id and a.of_one and not b.of_one
      where a.merged_into is null) as same`.execute(reader);
  return found.rows[0]!.same;
}

/** The contact as given for one petition, as it is stored: under the person's key. */
export function contactRow(
  key: KeyObject,
  contact: {
    petition_id: string;
    part: 'petitioner' | 'on_behalf_of';
    person_id: string;
    relation: string | null;
    notify_by: 'email' | 'phone' | 'letter' | 'whatsapp' | 'none';
    snapshot: ContactSnapshot;
  },
) {
  const { snapshot, ...columns } = contact;
  return { ...columns, snapshot_cipher: encryptText(key, JSON.stringify(snapshot), 'contacts.snapshot') };
}

export interface OpenedContact extends ContactSnapshot {
  readonly part: 'petitioner' | 'on_behalf_of';
  readonly person_id: string;
  readonly relation: string | null;
  readonly notify_by: string;
}

/** The contacts of a petition in clear. Callers must log the view (`logView`) unless they only send with it. */
export async function openContacts(
  reader: Reader,
  keys: KeyRing,
  petition_id: string,
): Promise<OpenedContact[]> {
  const rows = await reader
    .selectFrom('contacts as c')
    .innerJoin('persons as p', 'p.id', 'c.person_id')
    .select(['c.part', 'c.person_id', 'c.relation', 'c.notify_by', 'c.snapshot_cipher', 'p.data_key'])
    .where('c.petition_id', '=', petition_id)
    .execute();
  return rows.flatMap((row) => {
    if (!row.data_key || !row.snapshot_cipher || !row.person_id) return [];
    const clear = decryptText(openDataKey(keys, row.data_key), row.snapshot_cipher, 'contacts.snapshot');
    return [
      {
        ...(JSON.parse(clear) as ContactSnapshot),
        part: row.part as OpenedContact['part'],
        person_id: row.person_id,
        relation: row.relation,
        notify_by: row.notify_by ?? 'none',
      },
    ];
  });
}

/** Writes down who looked at whose data. */
export async function logView(
  tx: Tx,
  view: { user_id: string; person_id: string | null; petition_id: string | null; what: string; at: string },
): Promise<void> {
  await tx
    .insertInto('personal_data_views')
    .values({ id: newId(), ...view })
    .execute();
}

/** Whether a petition keeps a person at all. */
export function keepsPerson(identity: Identity, given: PersonDetails): boolean {
  return identity !== 'anonymous' && (given.name !== null || identitiesOf(given).length > 0);
}
