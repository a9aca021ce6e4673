import { useState } from 'react';

/**
 * State that survives a reload and an expired session: kept in this window's storage under its key until it is
 * cleared. `isKept` tells whether something typed earlier came back.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [kept] = useState(() => read<T>(key));
  const [value, setValue] = useState<T>(() => ({ ...initial, ...kept }));
  const change = (part: Partial<T>) => {
    const changed = { ...value, ...part };
    setValue(changed);
    sessionStorage.setItem(key, JSON.stringify(changed));
  };
  const clear = (to: T = initial) => {
    sessionStorage.removeItem(key);
    setValue(to);
  };
  return { value, change, clear, isKept: kept !== null };
}

function read<T>(key: string): Partial<T> | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? 'null') as Partial<T> | null;
  } catch {
    return null;
  }
}
