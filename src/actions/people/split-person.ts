import { z } from 'zod';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askMayEdit, note } from './edit-person.ts';
import { lockPersons } from './merge-person.ts';

type Context = ActionContext<{ person_id: string; merged_id: string }>;

/** What a merge moved, as its line of history says. */
const moved = z.object({ petitions: z.array(z.uuid()), identities: z.array(z.uuid()) });

/**
 * Takes an entry that was merged into a person apart again: the petitions and identities that the merge moved go back.
 * What came since (a petition filed, an address added) stays where it came to.
 * @throws Refused `not_found` where the asker may not edit the person, `conflict` when the entry is not merged into them
 */
export const splitPerson = defineAction({
  name: 'split-person',
  permission: 'person.edit',
  input: z.object({ person_id: z.uuid(), merged_id: z.uuid() }),
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ done: true }> {
    const { tx, input } = context;
    const { person_id, merged_id } = input;
    await lockPersons(tx, [person_id, merged_id]);
    await askMayEdit(context, person_id);
    const told = await lastMerge(context);
    if (told === null) throw new Refused('conflict');
    const petitions =
      told.petitions.length === 0
        ? []
        : await tx
            .updateTable('petitions')
            .set({ person_id: merged_id })
            .where('id', 'in', told.petitions)
            .where('person_id', '=', person_id)
            .returning('id')
            .execute();
    // The merged entry kept its own: only the copies go.
    if (told.identities.length > 0) {
      await tx
        .deleteFrom('person_identities')
        .where('id', 'in', told.identities)
        .where('person_id', '=', person_id)
        .execute();
    }
    await tx.updateTable('persons').set({ merged_into: null }).where('id', '=', merged_id).execute();
    const payload = { petitions: petitions.map(({ id }) => id), identities: told.identities };
    await note(context, { person_id: merged_id, change: 'split', other_person_id: person_id, payload });
    await note(context, { person_id, change: 'split', other_person_id: merged_id, payload });
    return { done: true };
  },
});

/** What the merge that still holds moved; null when there is none. */
async function lastMerge({ tx, input }: Context): Promise<z.output<typeof moved> | null> {
  const row = await tx
    .selectFrom('persons as r')
    .innerJoin('person_changes as c', 'c.person_id', 'r.id')
    .select('c.payload')
    .where('r.id', '=', input.merged_id)
    .where('r.merged_into', '=', input.person_id)
    .where('c.change', '=', 'merged')
    .where('c.other_person_id', '=', input.person_id)
    .orderBy('c.at', 'desc')
    .orderBy('c.id', 'desc')
    .executeTakeFirst();
  return row === undefined ? null : moved.parse(row.payload);
}
