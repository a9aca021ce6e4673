import { z } from 'zod';
import { countKnownAtDesk } from '../../queries/staff/desk-petitions.ts';
import { lockInteraction, openWords, sealWords, tiePetitions } from '../../store/interactions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askOwn, recordingAt } from './interaction-place.ts';
import type { InteractionDone } from './record-interaction.ts';

/** One of one's own; what is not is not there. @throws Refused `not_found` */
async function own({ tx, actor, input }: ActionContext<{ interaction_id: string }>) {
  const row = await lockInteraction(tx, input.interaction_id);
  if (row === null) throw new Refused('not_found');
  const recording = await recordingAt(tx, actor, row.city_id);
  if (row.user_id !== recording.actor.user_id) throw new Refused('not_found');
  return { row, recording };
}

/**
 * Its standing was told, or it was spoken of.
 * @throws Refused `not_found`, `interaction_over`
 */
export const touchPetition = defineAction({
  name: 'touch-petition',
  permission: 'interactions.record',
  input: z.object({ interaction_id: z.uuid(), petition_id: z.uuid() }),
  async run(context): Promise<InteractionDone> {
    const { tx, input, now } = context;
    const { row, recording } = await own(context);
    askOwn(row, recording);
    const { interaction_id, petition_id } = input;
    const asked = { actor: recording.actor, city_id: row.city_id };
    if ((await countKnownAtDesk(tx, asked, [petition_id])) === 0) throw new Refused('not_found');
    await tiePetitions(tx, { interaction_id, petition_ids: [petition_id], at: now });
    return { interaction_id };
  },
});

/**
 * Adds a note to an interaction of one's own, which is all that changes in one that is over.
 * @throws Refused `not_found`
 */
export const noteInteraction = defineAction({
  name: 'note-interaction',
  permission: 'interactions.record',
  input: z.object({ interaction_id: z.uuid(), note: z.string().trim().min(1, 'required').max(2000) }),
  async run(context): Promise<InteractionDone> {
    const { tx, app, input, now } = context;
    const { row, recording } = await own(context);
    const said = await openWords(tx, app.keys, row);
    const note = { at: now, by: recording.actor.name, text: input.note };
    const words = { ...said, notes: [...said.notes, note] };
    const words_cipher = await sealWords(tx, app.keys, { person_id: row.person_id, words });
    await tx.updateTable('interactions').set({ words_cipher }).where('id', '=', row.id).execute();
    return { interaction_id: row.id };
  },
});
