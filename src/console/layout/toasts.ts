import { useSyncExternalStore } from 'react';

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'plain' | 'late';
  readonly action?: { readonly label: string; readonly run: () => void };
}

let toasts: readonly Toast[] = [];
let next_id = 1;
const listeners = new Set<() => void>();

function set(changed: readonly Toast[]): void {
  toasts = changed;
  for (const listener of listeners) listener();
}

/** Says something at the foot of the window, with at most one thing to do about it (undo, open). */
export function announce({
  text,
  tone = 'plain',
  action,
}: Partial<Omit<Toast, 'id'>> & { text: string }): void {
  set([...toasts.slice(-2), { id: next_id++, text, tone, ...(action === undefined ? {} : { action }) }]);
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

/** What was said to somebody, and what they could undo, is not for who comes after them. */
export const dismissToasts = (): void => set([]);

/** Does what the newest message offers, if one does: «undo», most often. */
export function runNewestOffer(): void {
  const newest = toasts.findLast(({ action }) => action !== undefined);
  if (newest === undefined) return;
  dismissToast(newest.id);
  newest.action?.run();
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
}
