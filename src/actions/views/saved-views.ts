import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly position: number;
}

const most = 50;
const viewInput = z.object({
  name: z.string().trim().min(1, 'required').max(80),
  query: z.string().max(4000),
  position: z.number().int().min(0).max(1000).default(0),
});

/** Keeps filters under a name; the same name again replaces them. */
export const saveView = defineAction({
  name: 'save-view',
  permission: 'self',
  input: viewInput,
  async run(context): Promise<SavedView> {
    const { tx, input } = context;
    const user_id = userOf(context);
    const { count } = await tx
      .selectFrom('saved_views')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('user_id', '=', user_id)
      .executeTakeFirstOrThrow();
    if (count >= most) throw new Refused('too_many_at_once', { at_most: most });
    return tx
      .insertInto('saved_views')
      .values({ ...input, id: newId(), user_id })
      .onConflict((conflict) =>
        conflict.columns(['user_id', 'name']).doUpdateSet({ query: input.query, position: input.position }),
      )
      .returning(['id', 'name', 'query', 'position'])
      .executeTakeFirstOrThrow();
  },
});

/** Renames, moves or replaces an own saved view. */
export const changeView = defineAction({
  name: 'change-view',
  permission: 'self',
  input: viewInput.extend({ view_id: z.uuid() }),
  async run(context): Promise<SavedView> {
    const { tx, input } = context;
    const { view_id, ...view } = input;
    const user_id = userOf(context);
    const taken = await tx
      .selectFrom('saved_views')
      .select('id')
      .where('user_id', '=', user_id)
      .where('name', '=', view.name)
      .where('id', '<>', view_id)
      .executeTakeFirst();
    if (taken) throw new Refused('code_taken', {}, { name: 'code_taken' });
    const changed = await tx
      .updateTable('saved_views')
      .set(view)
      .where('id', '=', view_id)
      .where('user_id', '=', user_id)
      .returning(['id', 'name', 'query', 'position'])
      .executeTakeFirst();
    if (!changed) throw new Refused('not_found');
    return changed;
  },
});

/** Forgets an own saved view. */
export const removeView = defineAction({
  name: 'remove-view',
  permission: 'self',
  input: z.object({ view_id: z.uuid() }),
  async run(context): Promise<{ done: true }> {
    const { tx, input } = context;
    const gone = await tx
      .deleteFrom('saved_views')
      .where('id', '=', input.view_id)
      .where('user_id', '=', userOf(context))
      .returning('id')
      .executeTakeFirst();
    if (!gone) throw new Refused('not_found');
    return { done: true };
  },
});

function userOf({ actor }: Pick<ActionContext<unknown>, 'actor'>): string {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  return actor.user_id;
}
