import type { App } from '../actions/app.ts';

/** What changes within this is looked at together: a busy second is some rounds, and not a thousand. */
const gatherMs = 150;

/** Wakes whoever follows the petitions soon after one changed. @returns a function that ends it */
export function wakeOnChange({ changes }: Pick<App, 'changes'>, wake: () => void): () => void {
  let soon: NodeJS.Timeout | undefined;
  const unsubscribe = changes?.subscribe(({ kind }) => {
    if (kind === 'telephone') return;
    soon ??= setTimeout(() => {
      soon = undefined;
      wake();
    }, gatherMs);
  });
  return () => {
    unsubscribe?.();
    clearTimeout(soon);
  };
}
