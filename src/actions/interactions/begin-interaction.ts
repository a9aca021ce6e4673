import { z } from 'zod';
import { lockInteraction } from '../../store/interactions.ts';
import { defineAction } from '../action.ts';
import { linkCall } from '../telephony/link-call.ts';
import { askOwn, besideCall, recordingAt } from './interaction-place.ts';
import { askPerson, beginning, insert, type InteractionDone } from './record-interaction.ts';

/**
 * A call, a visit or a conversation begins; begun once more, it is the same one.
 * @throws Refused `not_found`, `interaction_over`
 */
export const beginInteraction = defineAction({
  name: 'begin-interaction',
  permission: 'interactions.record',
  database_actor: besideCall,
  input: z.object(beginning),
  async run(context): Promise<InteractionDone> {
    const { tx, input, now } = context;
    const { interaction_id, channel, direction, person_id } = input;
    const recording = await recordingAt(tx, context.actor, input.city_id);
    const row = await lockInteraction(tx, interaction_id);
    askOwn(row, recording);
    if (row !== null) return { interaction_id };
    if (person_id !== null) await askPerson(context, recording, person_id);
    const at = input.started_at > now ? now : input.started_at;
    // What it is about is known when it ends.
    const begun = { kind: 'information', recorded: 'live' } as const;
    await insert(context, recording, { channel, direction, person_id, at, ...begun });
    await linkCall(context, { interaction_id, call_id: input.call_id ?? null });
    return { interaction_id };
  },
});
