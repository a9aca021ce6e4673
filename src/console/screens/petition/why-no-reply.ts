import type { PetitionPage } from '../../api.generated.ts';
import type { Words } from '../../language/words.ts';
import { isOneWaiting } from './reply-draft.ts';

/** Why no reply or correction can be begun now, as the button says it; null where one can. */
export function whyNoReply(page: PetitionPage, t: Words['t']): string | null {
  const found = page.actions.find(({ action }) => action === 'draft_reply');
  if (found?.allowed !== true) return found?.reason?.message ?? t('console.no_permission');
  return isOneWaiting(page) ? t('console.reply.one_waits') : null;
}
