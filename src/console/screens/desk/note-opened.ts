import { keepDraft, keptDraft } from '../../api/kept-drafts.ts';
import { draftKey, type Conversation } from './conversation.ts';

/** Whether somebody is being attended just now, whatever screen is open. */
export const conversationGoesOn = (): boolean => (keptDraft<Conversation>(draftKey)?.id ?? '') !== '';

/** Tells the conversation at the desk which folio came of it; the server knows already. */
export function noteOpened(interaction_id: string, folio: string): void {
  const kept = keptDraft<Conversation>(draftKey);
  if (kept?.id === undefined || kept.id === '' || kept.id !== interaction_id) return;
  const opened = [...(kept.opened ?? []), folio];
  keepDraft(draftKey, { ...kept, opened, wrap_up: 'filed' });
}
