import { useRef, useState } from 'react';
import { forgetDraft, keepDraft, keptDraft } from './kept-drafts.ts';

/**
 * State that survives a reload and an expired session: kept in this window's storage under its key until it is
 * cleared. `isKept` tells whether something typed earlier came back.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [kept] = useState(() => keptDraft<T>(key));
  const [value, setValue] = useState<T>(() => ({ ...initial, ...kept }));
  // What changes while an answer of the server is awaited must not be lost when it comes.
  const latest = useRef(value);
  const change = (part: Partial<T>) => {
    latest.current = { ...latest.current, ...part };
    setValue(latest.current);
    keepDraft(key, latest.current);
  };
  const clear = (to: T = initial) => {
    forgetDraft(key);
    latest.current = to;
    setValue(to);
  };
  return { value, latest, change, clear, isKept: kept !== null };
}
