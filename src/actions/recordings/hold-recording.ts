import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { lockRecording, noteRecording, placeOfRecording } from '../../store/recordings.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

async function held({ tx, actor, input }: ActionContext<{ recording_id: string }>) {
  const row = await lockRecording(tx, input.recording_id);
  if (row === null || actor.kind !== 'staff') throw new Refused('not_found');
  if (!permits(actor, 'recordings.hold', await placeOfRecording(tx, row))) throw new Refused('forbidden');
  if (row.storage_name === null) throw new Refused('not_found');
  return { row, user_id: actor.user_id };
}

const reason = z.string().trim().min(5, 'too_short').max(500);

/**
 * A recording is not deleted when its time is over: a lawsuit or an investigation needs it. Held again, the newer reason
 * stands; the earlier one stays in its history.
 * @throws Refused `not_found`, `forbidden`
 */
export const holdRecording = defineAction({
  name: 'hold-recording',
  permission: 'recordings.hold',
  input: z.object({ recording_id: z.uuid(), reason }),
  async run(context): Promise<{ done: true }> {
    const { tx, now, input } = context;
    const { row, user_id } = await held(context);
    await tx
      .updateTable('recordings')
      .set({ held_at: now, held_by: user_id, hold_reason: input.reason })
      .where('id', '=', row.id)
      .execute();
    const event = { recording_id: row.id, at: now, type: 'held', user_id, reason: input.reason } as const;
    await noteRecording(tx, event);
    return { done: true };
  },
});

/**
 * It may be deleted again when its time is over.
 * @throws Refused `not_found`, `forbidden`, `conflict` where it is not held
 */
export const releaseRecording = defineAction({
  name: 'release-recording',
  permission: 'recordings.hold',
  input: z.object({ recording_id: z.uuid(), reason }),
  async run(context): Promise<{ done: true }> {
    const { tx, now, input } = context;
    const { row, user_id } = await held(context);
    if (row.held_at === null) throw new Refused('conflict');
    await tx
      .updateTable('recordings')
      .set({ held_at: null, held_by: null, hold_reason: null })
      .where('id', '=', row.id)
      .execute();
    const event = { recording_id: row.id, at: now, type: 'released', user_id, reason: input.reason } as const;
    await noteRecording(tx, event);
    return { done: true };
  },
});
