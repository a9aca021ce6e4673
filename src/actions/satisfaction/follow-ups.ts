import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { CAUSES, MOST_CONTACTS } from '../../core/satisfaction/follow-up.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

const one = { follow_up_id: z.uuid(), version: z.number().int().positive().optional() };
type Context = Pick<
  ActionContext<{ follow_up_id: string; version?: number | undefined }>,
  'tx' | 'actor' | 'input'
>;

/** An open follow-up, locked, of where the actor may see to it; what lies elsewhere does not exist. */
async function openFollowUp({ tx, actor, input }: Context) {
  const row = await tx
    .selectFrom('survey_follow_ups')
    .select(['id', 'city_id', 'authority_id', 'unit_id', 'owner_id', 'contacts', 'closed_at', 'version'])
    .where('id', '=', input.follow_up_id)
    .forUpdate()
    .executeTakeFirst();
  if (!row || !permits(actor, 'satisfaction.follow_up', row)) throw new Refused('not_found');
  if (input.version !== undefined && input.version !== row.version)
    throw new Refused('version_conflict', { version: row.version });
  if (row.closed_at !== null) throw new Refused('follow_up_closed');
  return row;
}

const userOf = ({ actor }: Pick<Context, 'actor'>): string | null =>
  actor.kind === 'staff' ? actor.user_id : null;

export interface FollowUpDone {
  readonly follow_up_id: string;
  readonly version: number;
}

/**
 * Makes oneself the owner of a follow-up.
 * @throws Refused `not_found`, `follow_up_closed`, `version_conflict`
 */
export const takeFollowUp = defineAction({
  name: 'take-follow-up',
  permission: 'satisfaction.follow_up',
  input: z.object(one),
  async run(context): Promise<FollowUpDone> {
    const row = await openFollowUp(context);
    return change(context, row, { owner_id: userOf(context) });
  },
});

/**
 * Writes down that the person was called or written to; three times at most (protocol K.4).
 * @throws Refused `contacts_used_up`, and as `takeFollowUp`
 */
export const noteContact = defineAction({
  name: 'note-follow-up-contact',
  permission: 'satisfaction.follow_up',
  input: z.object(one),
  async run(context): Promise<FollowUpDone> {
    const row = await openFollowUp(context);
    if (row.contacts >= MOST_CONTACTS) throw new Refused('contacts_used_up');
    return change(context, row, {
      contacts: row.contacts + 1,
      owner_id: row.owner_id ?? userOf(context),
    });
  },
});

/**
 * Says what was behind the answer and what was done, and closes the follow-up.
 * @throws Refused as `takeFollowUp`
 */
export const closeFollowUp = defineAction({
  name: 'close-follow-up',
  permission: 'satisfaction.follow_up',
  input: z.object({ ...one, cause: z.enum(CAUSES), note: z.string().trim().min(1).max(4000) }),
  async run(context): Promise<FollowUpDone> {
    const row = await openFollowUp(context);
    const user_id = userOf(context);
    return change(context, row, {
      ...{ closed_at: context.now, closed_by: user_id, owner_id: row.owner_id ?? user_id },
      ...{ cause: context.input.cause, closing_note: context.input.note },
    });
  },
});

async function change(
  { tx }: Pick<Context, 'tx'>,
  { id, version }: { id: string; version: number },
  columns: Readonly<Record<string, string | number | null>>,
): Promise<FollowUpDone> {
  const next = version + 1;
  await tx
    .updateTable('survey_follow_ups')
    .set({ ...columns, version: next })
    .where('id', '=', id)
    .execute();
  return { follow_up_id: id, version: next };
}
