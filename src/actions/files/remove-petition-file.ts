import { sql } from 'kysely';
import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import type { Tx } from '../../store/database.ts';
import { petitionAction } from '../petitions/petition-action.ts';
import { Refused } from '../refused.ts';

/**
 * Withdraws a file of a petition from everybody's sight, with a reason that history keeps. The bytes stay until the
 * daily sweep, thirty days later, so that a mistake can be undone by hand. Taking the covered copy of a photo off
 * undoes the covering: the photo is the citizen's again, and public only when somebody publishes it.
 */
export const removePetitionFile = petitionAction({
  name: 'remove-petition-file',
  action: 'remove_file',
  input: z.object({ file_id: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  async run({ tx, now, petition, input: { file_id, reason } }) {
    const petition_id = petition.row.id;
    const removed = await tx
      .updateTable('files')
      .set({ removed_at: now })
      .where('id', '=', file_id)
      .where('petition_id', '=', petition_id)
      .where('removed_at', 'is', null)
      .returning(['id', 'audience'])
      .executeTakeFirst();
    if (!removed) throw new Refused('not_found');
    // A copy that was covered once more is for staff alone: its photo stays covered by the newer copy.
    if (removed.audience !== 'staff') await uncover(tx, petition_id, file_id);
    return { events: [event('file_removed', 'staff', { file_id, reason })], result: { file_id } };
  },
});

async function uncover(tx: Tx, petition_id: string, copy_id: string): Promise<void> {
  const covering = await tx
    .selectFrom('petition_events')
    .select(sql<string>`payload ->> 'file_id'`.as('file_id'))
    .where('petition_id', '=', petition_id)
    .where('type', '=', 'file_redacted')
    .where(sql<string>`payload ->> 'new_file_id'`, '=', copy_id)
    .executeTakeFirst();
  if (!covering) return;
  await tx
    .updateTable('files')
    .set({ audience: 'citizen' })
    .where('id', '=', covering.file_id)
    .where('petition_id', '=', petition_id)
    .where('removed_at', 'is', null)
    .execute();
}
