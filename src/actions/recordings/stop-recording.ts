import { z } from 'zod';
import { markStopped } from '../../store/recordings-folder.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';

/** Writes down since when an exchange records nothing, or that it records again. */
export const noteRecordingStopped = defineAction({
  name: 'note-recording-stopped',
  permission: 'system',
  input: z.object({ exchange_id: z.uuid(), is_stopped: z.boolean() }),
  async run({ tx, now, input }): Promise<{ done: true }> {
    await tx
      .updateTable('telephone_exchanges')
      .set({ recording_stopped_at: input.is_stopped ? now : null })
      .where('id', '=', input.exchange_id)
      .execute();
    return { done: true };
  },
});

/** Tells the exchange through its folder to record nothing for want of room, or to go on; calls go on in any case. */
export async function stopRecording(
  app: App,
  { folder, ...what }: { exchange_id: string; folder: string; is_stopped: boolean },
): Promise<void> {
  await markStopped(folder, what.is_stopped);
  await noteRecordingStopped(app, { kind: 'system' }, what);
}
