import { z } from 'zod';
import { hashSecret } from '../../store/secrets.ts';
import { defineAction } from '../action.ts';
import { letGoOfFiles } from '../files/let-go.ts';

/** Throws a draft away, its files too; one that was filed stays as it is. The bytes go when the action is done. */
const removeRows = defineAction({
  name: 'discard-draft',
  permission: 'public',
  input: z.object({ secret: z.string().max(100), city_id: z.uuid() }),
  async run({ tx, input }): Promise<string[]> {
    const draft = await tx
      .selectFrom('drafts')
      .select('id')
      .where('secret_hash', '=', hashSecret(input.secret))
      .where('city_id', '=', input.city_id)
      .where('filed_petition_id', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!draft) return [];
    const files = await tx
      .deleteFrom('files')
      .where('draft_id', '=', draft.id)
      .where('petition_id', 'is', null)
      .returning('storage_name')
      .execute();
    await tx.deleteFrom('drafts').where('id', '=', draft.id).execute();
    return files.map(({ storage_name }) => storage_name);
  },
});

export const discardDraft: typeof removeRows = Object.assign(
  async (...call: Parameters<typeof removeRows>) => {
    const names = await removeRows(...call);
    await letGoOfFiles(call[0], names);
    return names;
  },
  { spec: removeRows.spec },
);
