import { z } from 'zod';
import { draftIn } from '../../queries/citizen/draft.ts';
import type { Tx } from '../../store/database.ts';
import type { App } from '../app.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

const target = z.object({ secret: z.string().max(100), city_id: z.uuid() });

/** @throws Refused('draft_expired') where the secret opens no unfiled draft */
async function ownDraft(app: App, tx: Tx, given: { secret: string; city_id: string }): Promise<string> {
  const draft = await draftIn(tx, app, given);
  if (draft === null || draft.filed_petition_id !== null) throw new Refused('draft_expired');
  return draft.id;
}

/** Keeps what a person wrote about their photos, for those who cannot see them. */
export const describeDraftFiles = defineAction({
  name: 'describe-draft-files',
  permission: 'public',
  input: target.extend({ alt_texts: z.record(z.uuid(), z.string().trim().max(300)) }),
  async run({ app, tx, input }): Promise<{ described: number }> {
    const draft_id = await ownDraft(app, tx, input);
    for (const [file_id, alt_text] of Object.entries(input.alt_texts)) {
      await tx
        .updateTable('files')
        .set({ alt_text: alt_text === '' ? null : alt_text })
        .where('id', '=', file_id)
        .where('draft_id', '=', draft_id)
        .execute();
    }
    return { described: Object.keys(input.alt_texts).length };
  },
});
