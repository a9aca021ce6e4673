import { z } from 'zod';
import type { Actor } from '../../core/access/actor.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';
import { letGoOfFiles } from '../files/let-go.ts';
import { senderOf } from './sender.ts';

const forgetRows = defineAction({
  name: 'forget-media',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), file_ids: z.array(z.uuid()).min(1).max(50) }),
  async run({ tx, actor, input }): Promise<{ storage_names: string[] }> {
    senderOf(actor, { permission: null, city_id: input.city_id });
    const gone = await tx
      .deleteFrom('files')
      .where('id', 'in', input.file_ids)
      .where('city_id', '=', input.city_id)
      .where('uploaded_kind', '=', 'api')
      .where('petition_id', 'is', null)
      .where('draft_id', 'is', null)
      .returning('storage_name')
      .execute();
    return { storage_names: gone.map(({ storage_name }) => storage_name) };
  },
});

/** Removes those of the files that no filing took: it was refused, or a copy of it came first. */
export async function forgetMedia(
  app: App,
  actor: Actor,
  given: { city_id: string; file_ids: string[] },
): Promise<void> {
  if (given.file_ids.length === 0) return;
  const { storage_names } = await forgetRows(app, actor, given);
  await letGoOfFiles(app, storage_names);
}
