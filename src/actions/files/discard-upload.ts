import { sql } from 'kysely';
import { z } from 'zod';
import type { StaffActor } from '../../core/access/actor.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { letGoOfFiles } from './let-go.ts';

/**
 * Forgets a file that a member of staff stored for a filing that is not filed yet. Only their own, and none that a
 * scanned pile is read from: the pile lets go of it by itself.
 */
export const discardUpload = defineAction({
  name: 'discard-upload',
  permission: 'petition.file_for_other',
  input: z.object({ file_id: z.uuid() }),
  // Of the piles of a mail room their members see some; whose file it is is asked here.
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, actor, input }): Promise<{ storage_name: string }> {
    // A pile that is begun just now holds its files until it is written down.
    await tx.selectFrom('files').select('id').where('id', '=', input.file_id).forUpdate().execute();
    const gone = await tx
      .deleteFrom('files')
      .where('id', '=', input.file_id)
      .where('petition_id', 'is', null)
      .where('draft_id', 'is', null)
      .where(sql<boolean>`not exists (select from scan_piles s where s.file_ids @> array[files.id])`)
      .where('uploaded_by', '=', actor.kind === 'staff' ? actor.user_id : null)
      .returning('storage_name')
      .executeTakeFirst();
    if (!gone) throw new Refused('not_found');
    return gone;
  },
});

/** The row in its transaction, then the bytes. */
export async function discardStoredUpload(app: App, actor: StaffActor, file_id: string): Promise<void> {
  const { storage_name } = await discardUpload(app, actor, { file_id });
  await letGoOfFiles(app, [storage_name]);
}
