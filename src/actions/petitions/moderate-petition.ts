import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import type { Tx } from '../../store/database.ts';
import { Refused } from '../refused.ts';
import { petitionAction } from './petition-action.ts';

/**
 * Decides what the public reads of a petition. Published shows `public_description` (the text with what must not be
 * read taken out), or the text as it was written where there is none. Quarantine hides it and keeps folio and clock.
 * Of the photos, those in `public_file_ids` become public and the others are no longer. The reason is for staff alone.
 */
export const moderatePetition = petitionAction({
  name: 'moderate-petition',
  action: 'moderate',
  input: z.object({
    decision: z.enum(['published', 'withheld', 'quarantined', 'pending']),
    public_description: z.string().trim().min(1).max(4000).nullable().optional(),
    public_file_ids: z.array(z.uuid()).max(20).optional(),
    reason: z.string().trim().max(500).optional(),
  }),
  async run({ tx, petition, input }) {
    const { decision, public_file_ids, reason } = input;
    const { row } = petition;
    const given = input.public_description;
    const public_description = given === undefined ? row.public_description : given;
    const files_before = await publicFiles(tx, row.id);
    if (public_file_ids !== undefined) await showFiles(tx, row.id, public_file_ids);
    const redacted = public_description !== null && public_description !== row.description;
    return {
      events: [event('moderated', 'staff', { decision, redacted, ...(reason ? { reason } : {}) })],
      columns: { public_description },
      result: {
        undo: {
          decision: row.moderation,
          public_description: row.public_description,
          ...(public_file_ids === undefined ? {} : { public_file_ids: files_before }),
        },
      },
    };
  },
});

async function publicFiles(tx: Tx, petition_id: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('files')
    .select('id')
    .where('petition_id', '=', petition_id)
    .where('audience', '=', 'public')
    .execute();
  return rows.map(({ id }) => id);
}

async function showFiles(tx: Tx, petition_id: string, shown: readonly string[]): Promise<void> {
  await tx
    .updateTable('files')
    .set({ audience: 'citizen' })
    .where('petition_id', '=', petition_id)
    .where('audience', '=', 'public')
    .execute();
  if (shown.length === 0) return;
  const published = await tx
    .updateTable('files')
    .set({ audience: 'public' })
    .where('petition_id', '=', petition_id)
    .where('id', 'in', shown)
    .where('removed_at', 'is', null)
    // What belongs to a reply or was kept among staff is not for this door.
    .where('audience', '=', 'citizen')
    .where('reply_id', 'is', null)
    .returning('id')
    .execute();
  if (published.length !== new Set(shown).size) throw new Refused('not_found');
}
