import { emptyDraft } from '../../queries/citizen/draft-data.ts';
import { encryptText } from '../../store/encryption.ts';
import type { ActionContext } from '../action.ts';
import { expiryOf } from './save-draft.ts';

/** How long the receipt can be shown again from the browser that filed. */
const RECEIPT_DAYS = 2;

/** Wipes what a draft said once it is filed, in the same transaction; it stays only as the way back to the receipt. */
export async function closeDraft(
  { tx, app, now }: ActionContext<unknown>,
  { draft_id, petition_id }: { draft_id: string; petition_id: string },
): Promise<void> {
  await tx
    .updateTable('drafts')
    .set({
      filed_petition_id: petition_id,
      data_cipher: encryptText(app.keys.wrapping, JSON.stringify(emptyDraft), 'drafts.data'),
      updated_at: now,
      expires_at: expiryOf(now, RECEIPT_DAYS),
    })
    .where('id', '=', draft_id)
    .execute();
}
