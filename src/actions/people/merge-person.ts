import { z } from 'zod';
import { blindIndex, decryptText, encryptText } from '../../store/encryption.ts';
import type { Tx } from '../../store/database.ts';
import { newId } from '../../store/ids.ts';
import { personKey } from '../../store/people.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askMayEdit, note } from './edit-person.ts';

type Context = ActionContext<{ person_id: string; into: string }>;

/**
 * Two entries are one person: petitions and identities of the first go to the second, and history says which, so that
 * it can be taken apart again. The first entry stays, empty, and points at the second.
 */
export const mergePerson = defineAction({
  name: 'merge-person',
  permission: 'person.edit',
  input: z.object({ person_id: z.uuid(), into: z.uuid() }),
  // A person is the whole city's: petitions with an authority that the asker does not see go along.
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ done: true }> {
    const { tx, input } = context;
    const { person_id, into } = input;
    if (person_id === into) throw new Refused('conflict');
    await lockPersons(tx, [person_id, into]);
    const city_id = await askMayEdit(context, person_id);
    if ((await askMayEdit(context, into)) !== city_id) throw new Refused('not_found');
    const moved = await tx
      .updateTable('petitions')
      .set({ person_id: into })
      .where('person_id', '=', person_id)
      .returning('id')
      .execute();
    const identities = await copyIdentities(context);
    await tx.updateTable('persons').set({ merged_into: into }).where('id', '=', person_id).execute();
    const payload = { petitions: moved.map(({ id }) => id), identities };
    await note(context, { person_id, change: 'merged', other_person_id: into, payload });
    await note(context, { person_id: into, change: 'merged', other_person_id: person_id, payload });
    return { done: true };
  },
});

/** Locks persons always in the same order, so that two merges never wait for each other. */
export async function lockPersons(tx: Tx, ids: readonly string[]): Promise<void> {
  for (const id of [...ids].sort()) {
    await tx.selectFrom('persons').select('id').where('id', '=', id).forUpdate().execute();
  }
}

/** Each value is sealed anew under the key of the person it now belongs to. */
async function copyIdentities({ tx, app, input }: Context): Promise<string[]> {
  const from = await personKey(tx, app.keys, input.person_id);
  const to = await personKey(tx, app.keys, input.into);
  if (from === null || to === null) throw new Refused('not_found');
  const rows = await tx
    .selectFrom('person_identities')
    .selectAll()
    .where('person_id', '=', input.person_id)
    .execute();
  const copied: string[] = [];
  for (const row of rows) {
    const value = decryptText(from, row.value_cipher, 'person_identities.value');
    const id = newId();
    const added = await tx
      .insertInto('person_identities')
      .values({
        ...{ id, person_id: input.into, kind: row.kind, verified_at: row.verified_at },
        value_cipher: encryptText(to, value, 'person_identities.value'),
        blind_index: blindIndex(app.keys, row.kind, value),
      })
      .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'blind_index']).doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added) copied.push(id);
  }
  return copied;
}
