import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { event } from '../../core/petitions/events.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction } from '../action.ts';
import { record, seenAndLocked } from '../petitions/petition-action.ts';
import { Refused } from '../refused.ts';

/**
 * Withdraws a file of a petition from everybody's sight, with a reason that history keeps. The bytes stay until the
 * daily sweep, thirty days later, so that a mistake can be undone by hand.
 */
export const removePetitionFile = defineAction({
  name: 'remove-petition-file',
  permission: 'petition.moderate',
  input: z.object({ petition_id: z.uuid(), file_id: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  async run(context): Promise<{ file_id: string }> {
    const { tx, input, actor, now } = context;
    const petition = await seenAndLocked(context, input.petition_id);
    const { city_id, current_authority_id: authority_id, unit_id } = petition.row;
    if (!permits(actor, 'petition.moderate', { city_id, authority_id, unit_id })) {
      throw new Refused('forbidden');
    }
    const city = await cityConfiguration(tx, city_id);
    if (!city) throw new Refused('city_unknown');
    const removed = await tx
      .updateTable('files')
      .set({ removed_at: now })
      .where('id', '=', input.file_id)
      .where('petition_id', '=', input.petition_id)
      .where('removed_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!removed) throw new Refused('not_found');
    const { file_id, reason } = input;
    await record(
      context,
      { petition, city },
      { events: [event('file_removed', 'staff', { file_id, reason })] },
    );
    return { file_id };
  },
});
