import { sql, type Expression, type SqlBool } from 'kysely';
import { permitsAnywhere } from '../../core/access/actor.ts';
import { inTransaction, type Tx } from '../../store/database.ts';
import { blindIndex, decryptText, openDataKey, type KeyRing } from '../../store/encryption.ts';
import { nameWords } from '../../store/people.ts';
import { petitionsHeldNow } from '../visible-petitions.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import type { StaffPorts } from './ports.ts';

/** Already brought to the form that is indexed (E.164 phone, lower-case e-mail, bare document). */
export interface PersonAsked {
  readonly name?: string | null | undefined;
  readonly phone?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly document?: string | null | undefined;
}

interface PersonScope {
  readonly tx: Tx;
  readonly keys: KeyRing;
  readonly asker: Asker;
}

const most = 20;

/**
 * Persons by name words, phone, e-mail or document: only those of petitions that the asker may see with
 * `person.read`, and no reserved identity without its permission. Every person shown is written down.
 */
export function findPersons(ports: StaffPorts, asker: Asker, asked: PersonAsked) {
  const as = { kind: 'staff', authority_ids: asker.actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const ids = await matching({ tx, keys: ports.keys, asker }, asked);
    const shown = ids.slice(0, most);
    const items = [];
    for (const person_id of shown) {
      const person = await openPerson({ tx, keys: ports.keys, asker }, person_id);
      if (person === null) continue;
      const view = { user_id: asker.actor.user_id, person_id, petition_id: null, what: 'search' };
      await noteView(tx, { ...view, now: ports.now() });
      items.push(person);
    }
    return { items, capped: ids.length > most };
  });
}

async function matching({ tx, keys, asker }: PersonScope, asked: PersonAsked): Promise<string[]> {
  const conditions: Expression<SqlBool>[] = [];
  for (const kind of ['email', 'phone', 'document'] as const) {
    const value = asked[kind];
    if (value == null || value === '') continue;
    conditions.push(sql<SqlBool>`r.id in (select i.person_id from person_identities i
      where i.kind = ${kind} and i.blind_index = ${blindIndex(keys, kind, value)})`);
  }
  const words = asked.name == null ? [] : nameWords(asked.name);
  for (const word of words) {
    conditions.push(sql<SqlBool>`r.id in (select w.person_id from person_name_words w
      where w.blind_index = ${blindIndex(keys, 'name', word)})`);
  }
  if (conditions.length === 0) return [];
  const rows = await tx
    .selectFrom('persons as r')
    .select('r.id')
    .where('r.city_id', '=', asker.city.city.id)
    .where('r.merged_into', 'is', null)
    .where('r.erased_at', 'is', null)
    .where((eb) => eb.and(conditions))
    .where((eb) =>
      eb.exists(
        petitionsOf(tx, asker)
          .select(sql`1`.as('one'))
          .where(sql<SqlBool>`p.person_id = r.id`),
      ),
    )
    .orderBy('r.created_at', 'desc')
    .limit(most + 1)
    .execute();
  return rows.map(({ id }) => id);
}

/** Petitions whose person the asker may know: not those that left them, since a person's page tells of today. */
export function petitionsOf(tx: Tx, { actor }: Asker) {
  const query = tx.selectFrom('petitions as p').where(petitionsHeldNow(actor, 'person.read') as never);
  return permitsAnywhere(actor, 'petition.read_reserved_identity')
    ? query
    : query.where('p.identity', '<>', 'reserved');
}

/** A person in clear with the count of petitions that the asker may see; null when erased or not for the asker. */
export async function openPerson({ tx, keys, asker }: PersonScope, person_id: string) {
  const row = await tx
    .selectFrom('persons')
    .select(['id', 'kind', 'data_key', 'name_cipher'])
    .where('id', '=', person_id)
    .where('city_id', '=', asker.city.city.id)
    .executeTakeFirst();
  if (!row?.data_key) return null;
  const { count, latest_at } = await petitionsOf(tx, asker)
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.max('p.received_at').as('latest_at')])
    .where('p.person_id', '=', person_id)
    .executeTakeFirstOrThrow();
  if (count === 0) return null;
  const key = openDataKey(keys, row.data_key);
  const identities = await tx
    .selectFrom('person_identities')
    .select(['kind', 'value_cipher'])
    .where('person_id', '=', person_id)
    .orderBy('created_at', 'desc')
    .execute();
  const newest = (kind: string) => {
    const found = identities.find((identity) => identity.kind === kind);
    return found === undefined ? null : decryptText(key, found.value_cipher, 'person_identities.value');
  };
  return {
    id: row.id,
    kind: row.kind as 'natural' | 'organisation',
    name: row.name_cipher === null ? null : decryptText(key, row.name_cipher, 'persons.name'),
    ...{ email: newest('email'), phone: newest('phone'), document: newest('document') },
    petitions_count: count,
    latest_at,
  };
}
