import type { KeyObject } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { petitionsHeldNow } from '../../queries/visible-petitions.ts';
import { blindIndex, encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { nameWords, personKey } from '../../store/people.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { normaliseContact } from '../petitions/normalise-contact.ts';
import { Refused } from '../refused.ts';

const optional = (longest: number) => z.string().trim().min(1).max(longest).optional();

/** Corrects a name, or adds an e-mail or a phone. What petitions were filed with stays as it was given. */
export const editPerson = defineAction({
  name: 'edit-person',
  permission: 'person.edit',
  input: z.object({
    person_id: z.uuid(),
    name: optional(200),
    email: z.email('invalid_email').max(254).optional(),
    phone: optional(40),
  }),
  async run(context): Promise<{ done: true }> {
    const { tx, app, input } = context;
    const { person_id } = input;
    const city_id = await askMayEdit(context, person_id);
    const key = await personKey(tx, app.keys, person_id);
    if (key === null) throw new Refused('not_found');
    if (input.name !== undefined) await rename(context, { person_id, key, name: input.name });
    const city = await cityConfiguration(tx, city_id);
    const { email, phone } = normaliseContact(
      ...([
        {
          name: null,
          email: input.email ?? null,
          phone: input.phone ?? null,
          document: null,
          kind: 'natural',
        },
        city?.city.country,
      ] as Parameters<typeof normaliseContact>),
    );
    for (const [kind, value] of Object.entries({ email, phone })) {
      if (value === null) continue;
      const added = await tx
        .insertInto('person_identities')
        .values({
          ...{ id: newId(), person_id, kind },
          value_cipher: encryptText(key, value, 'person_identities.value'),
          blind_index: blindIndex(app.keys, kind, value),
        })
        .onConflict((conflict) => conflict.columns(['person_id', 'kind', 'blind_index']).doNothing())
        .returning('id')
        .executeTakeFirst();
      if (added) await note(context, { person_id, change: 'identity_added' });
    }
    return { done: true };
  },
});

async function rename(
  context: ActionContext<unknown>,
  { person_id, key, name }: { person_id: string; key: KeyObject; name: string },
): Promise<void> {
  const { tx, app } = context;
  const name_cipher = encryptText(key, name, 'persons.name');
  await tx.updateTable('persons').set({ name_cipher }).where('id', '=', person_id).execute();
  await tx.deleteFrom('person_name_words').where('person_id', '=', person_id).execute();
  const words = nameWords(name).map((word) => ({
    person_id,
    blind_index: blindIndex(app.keys, 'name', word),
  }));
  if (words.length > 0) await tx.insertInto('person_name_words').values(words).execute();
  await note(context, { person_id, change: 'renamed' });
}

/** The change is told without the values: history keeps no personal data. */
export async function note(
  { tx, actor, now }: ActionContext<unknown>,
  told: { person_id: string; change: string; other_person_id?: string; payload?: object },
): Promise<void> {
  const user_id = actor.kind === 'staff' ? actor.user_id : null;
  const payload = JSON.stringify(told.payload ?? {});
  await tx
    .insertInto('person_changes')
    .values({ ...told, id: newId(), user_id, at: now, payload })
    .execute();
}

/** The person's city, where the actor may edit them: by a petition of theirs that `person.edit` reaches. */
export async function askMayEdit({ tx, actor }: ActionContext<unknown>, person_id: string): Promise<string> {
  const person = await tx
    .selectFrom('persons as r')
    .select('r.city_id')
    .where('r.id', '=', person_id)
    .where('r.erased_at', 'is', null)
    .where('r.merged_into', 'is', null)
    .executeTakeFirst();
  const reached = await tx
    .selectFrom('petitions as p')
    .select(sql`1`.as('one'))
    .where('p.person_id', '=', person_id)
    .where('p.identity', '<>', 'reserved')
    .where(petitionsHeldNow(actor, 'person.edit') as never)
    .executeTakeFirst();
  if (!person || !reached) throw new Refused('not_found');
  return person.city_id;
}
