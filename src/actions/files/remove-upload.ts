import { z } from 'zod';
import type { Actor } from '../../core/access/actor.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { letGoOfFiles } from './let-go.ts';

/** Takes a file off a draft that is not filed yet. Its bytes go when the transaction is through. */
export const forgetUpload = defineAction({
  name: 'forget-upload',
  permission: 'public',
  input: z.object({ draft_id: z.uuid(), file_id: z.uuid() }),
  async run({ tx, input }): Promise<{ storage_name: string }> {
    const gone = await tx
      .deleteFrom('files')
      .where('id', '=', input.file_id)
      .where('draft_id', '=', input.draft_id)
      .where('petition_id', 'is', null)
      .returning('storage_name')
      .executeTakeFirst();
    if (!gone) throw new Refused('not_found');
    return gone;
  },
});

/** Removes a file of a draft, row and bytes. The door has checked that the draft is the caller's. */
export async function removeUpload(
  app: App,
  actor: Actor,
  given: { draft_id: string; file_id: string },
): Promise<void> {
  const { storage_name } = await forgetUpload(app, actor, given);
  await letGoOfFiles(app, [storage_name]);
}
