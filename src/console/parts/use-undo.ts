import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { call, screenOf } from '../api/client.ts';
import { refreshLists } from '../api/refresh-lists.ts';
import { sentenceOf } from '../api/sentence-of-error.ts';
import { uniqueKey } from '../api/unique-key.ts';
import { useWords } from '../language/words.ts';
import { announce, type Toast } from '../layout/toasts.ts';

/** What actions on petitions change, where it is not known on which. */
export const listsOfPetitions = ['petitions', 'counts', 'petition', 'moderation'] as const;

/** What an action on those petitions changes in what is on the screen. */
export function refreshPetitions(client: QueryClient, ids: readonly string[]): void {
  if (ids.length === 0) return;
  refreshLists(client, new Set(ids));
  void client.invalidateQueries({ queryKey: ['moderation'] });
}

/**
 * Takes back what was done, last portion first, and says of how many; where nothing was, why. What somebody else
 * changed meanwhile stays as it is.
 */
export function useUndo(): (tokens: readonly string[]) => Promise<void> {
  const words = useWords();
  const client = useQueryClient();
  return async (tokens) => {
    try {
      const as = screenOf();
      let count = 0;
      const undone: string[] = [];
      let refusal: string | undefined;
      for (const token of tokens.toReversed()) {
        const result = await call('undo', { body: { undo: token }, idempotency_key: uniqueKey(), as });
        count += result.done_count;
        undone.push(...result.results.filter(({ done }) => done).map(({ petition_id }) => petition_id));
        refusal ??= result.results.find(({ done }) => !done)?.error?.message;
      }
      refreshPetitions(client, undone);
      announce(
        count === 0 && refusal !== undefined
          ? { tone: 'late', text: refusal }
          : { text: words.count('console.many.undone', count) },
      );
    } catch (error) {
      announce({ tone: 'late', text: sentenceOf(error, words) });
    }
  };
}

/** «Undo» for a message, where the answer of an action says that it can be taken back. */
export function useUndoOffer(): (token: string | null) => Pick<Toast, 'action'> {
  const { t } = useWords();
  const undo = useUndo();
  return (token) =>
    token === null ? {} : { action: { label: t('console.undo'), run: () => void undo([token]) } };
}
