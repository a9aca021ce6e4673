import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ModerationItem } from '../../api.generated.ts';
import { call, screenOf } from '../../api/client.ts';
import { forgetDraft, keepDraft, keptDraft } from '../../api/kept-drafts.ts';
import { sentenceOf } from '../../api/sentence-of-error.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { listsOfPetitions, useUndo } from '../../parts/use-undo.ts';
import { bodyOf, draftKey, textOf, untouched, type ModerationDraft } from './moderation-draft.ts';

/**
 * Publishes several, each with its own text and photos as they stand on the screen, one after the other; those that
 * were refused stay in the queue and are said. One «undo» takes all of them back, with what was typed.
 */
export function usePublishMany() {
  const words = useWords();
  const client = useQueryClient();
  const undo = useUndo();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);

  async function run(items: readonly ModerationItem[]) {
    const tokens: string[] = [];
    const as = screenOf();
    const typed = new Map<string, ModerationDraft>();
    for (const [done, item] of items.entries()) {
      setProgress({ done, total: items.length });
      const draft = { ...untouched, ...keptDraft<ModerationDraft>(draftKey(item)) };
      if (textOf(item, draft).trim() === '') {
        announce({ tone: 'late', text: `${item.petition.folio}: ${words.t('console.moderate.no_text')}` });
        continue;
      }
      try {
        const answer = await call('act', {
          params: { id: item.petition.id, action: 'moderate' },
          body: bodyOf(item, draft, 'published'),
          idempotency_key: uniqueKey(),
          as,
        });
        typed.set(draftKey(item), draft);
        forgetDraft(draftKey(item));
        if (answer.undo !== null) tokens.push(answer.undo);
      } catch (error) {
        announce({ tone: 'late', text: `${item.petition.folio}: ${sentenceOf(error, words)}` });
      }
    }
    setProgress(null);
    for (const key of listsOfPetitions) void client.invalidateQueries({ queryKey: [key] });
    if (typed.size === 0) return;
    const back = () => {
      for (const [key, draft] of typed) keepDraft(key, draft);
      void undo(tokens);
    };
    announce({
      text: words.count('console.moderate.published', typed.size),
      action: { label: words.t('console.undo'), run: back },
    });
  }
  return { run, progress };
}
