import { inTransaction, type Tx } from '../../store/database.ts';
import { decryptText, openDataKey, type KeyRing } from '../../store/encryption.ts';
import { openPerson, petitionsOf } from './find-persons.ts';
import type { Asker } from './list-petitions.ts';
import { noteView } from './petition-contacts.ts';
import { presentRow, rowColumns } from './petition-row.ts';
import type { StaffPorts } from './ports.ts';

/** A person with every folio that the asker may see, what changed about them, and who looked. Written down. */
export function personPage(ports: StaffPorts, asker: Asker, person_id: string) {
  const as = { kind: 'staff', authority_ids: asker.actor.authority_ids } as const;
  return inTransaction(ports.database, as, async (tx) => {
    const person = await openPerson({ tx, keys: ports.keys, asker }, person_id);
    if (person === null) return null;
    const view = { user_id: asker.actor.user_id, person_id, petition_id: null, what: 'person' };
    await noteView(tx, { ...view, now: ports.now() });
    return {
      person: { ...person, ...(await detailsOf(tx, ports.keys, person_id)) },
      petitions: await rowsOf(tx, asker, { person_id, now: ports.now() }),
      changes: await changesOf(tx, person_id),
      merged: await mergedInto(tx, ports.keys, person_id),
      views: await viewsOf(tx, person_id),
    };
  });
}

async function detailsOf(tx: Tx, keys: KeyRing, person_id: string) {
  const row = await tx
    .selectFrom('persons')
    .select(['language', 'merged_into', 'data_key'])
    .where('id', '=', person_id)
    .executeTakeFirstOrThrow();
  const key = openDataKey(keys, row.data_key!);
  const identities = await tx
    .selectFrom('person_identities')
    .select(['id', 'kind', 'value_cipher', 'verified_at'])
    .where('person_id', '=', person_id)
    .orderBy('created_at')
    .execute();
  return {
    ...{ language: row.language, merged_into: row.merged_into },
    identities: identities.map(({ value_cipher, ...identity }) => ({
      ...identity,
      value: decryptText(key, value_cipher, 'person_identities.value'),
    })),
  };
}

async function rowsOf(tx: Tx, asker: Asker, { person_id, now }: { person_id: string; now: string }) {
  const rows = await petitionsOf(tx, asker)
    .select(rowColumns)
    .select((eb) =>
      eb.selectFrom('users as u').select('u.name').whereRef('u.id', '=', 'p.assignee_id').as('assignee_name'),
    )
    .where('p.person_id', '=', person_id)
    .orderBy('p.received_at', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => presentRow({ ...row, left: null }, asker.city, now));
}

function changesOf(tx: Tx, person_id: string) {
  return tx
    .selectFrom('person_changes as c')
    .leftJoin('users as u', 'u.id', 'c.user_id')
    .select(['c.id', 'c.change', 'c.at', 'u.name as by', 'c.other_person_id'])
    .where('c.person_id', '=', person_id)
    .orderBy('c.at')
    .execute();
}

/** Entries that were merged into the person and are still so, the latest first. */
async function mergedInto(tx: Tx, keys: KeyRing, person_id: string) {
  const rows = await tx
    .selectFrom('persons as r')
    .innerJoin('person_changes as c', 'c.person_id', 'r.id')
    .select(['r.id', 'r.name_cipher', 'r.data_key'])
    .select(({ fn }) => fn.max('c.at').as('at'))
    .where('r.merged_into', '=', person_id)
    .where('c.change', '=', 'merged')
    .groupBy(['r.id', 'r.name_cipher', 'r.data_key'])
    .orderBy('at', 'desc')
    .execute();
  return rows.map(({ id, name_cipher, data_key, at }) => ({
    ...{ id, at },
    name:
      name_cipher === null || data_key === null
        ? null
        : decryptText(openDataKey(keys, data_key), name_cipher, 'persons.name'),
  }));
}

function viewsOf(tx: Tx, person_id: string) {
  return tx
    .selectFrom('personal_data_views as v')
    .innerJoin('users as u', 'u.id', 'v.user_id')
    .select(['v.at', 'u.name as by', 'v.what'])
    .where('v.person_id', '=', person_id)
    .orderBy('v.at', 'desc')
    .limit(50)
    .execute();
}
