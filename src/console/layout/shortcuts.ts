import { useEffect, useRef, useSyncExternalStore } from 'react';
import type { SentenceKey } from '../../core/language/sentences.ts';

/** A key, or two pressed one after the other (`g i`), and what the help says of it. */
export interface Shortcut {
  readonly keys: string;
  readonly label: SentenceKey;
  readonly run: () => void;
}

let active: readonly (readonly Shortcut[])[] = [];
const listeners = new Set<() => void>();
let pending: { key: string; at: number } | null = null;

function set(changed: readonly (readonly Shortcut[])[]): void {
  active = changed;
  for (const listener of listeners) listener();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !(target instanceof HTMLInputElement && (target.type === 'checkbox' || target.type === 'radio'))
  );
}

/** A function key types nothing: it works in a field too, and with Shift it is another one. */
const isWritten = ({ key }: KeyboardEvent): boolean => !/^F\d+$/.test(key);

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (isWritten(event) ? isTyping(event.target) : event.shiftKey) return;
  // A window or an open menu has the keyboard to itself.
  if (document.querySelector('[role=dialog],[role=menu],[role=listbox]:focus-within') !== null) return;
  const pair = pending !== null && event.timeStamp - pending.at < 1200 ? `${pending.key} ${event.key}` : null;
  const all = active.flat();
  const found = all.findLast(({ keys }) => keys === pair) ?? all.findLast(({ keys }) => keys === event.key);
  pending = found === undefined ? { key: event.key, at: event.timeStamp } : null;
  if (found === undefined) return;
  event.preventDefault();
  found.run();
}

/** Registers the keys of a screen while it is shown; the innermost screen wins. */
export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const names = shortcuts.map(({ keys }) => keys).join();
  useEffect(() => {
    const mine = latest.current.map((shortcut, index) => ({
      ...shortcut,
      run: () => latest.current[index]?.run(),
    }));
    if (active.length === 0) document.addEventListener('keydown', onKey);
    set([...active, mine]);
    return () => {
      set(active.filter((one) => one !== mine));
      if (active.length === 0) document.removeEventListener('keydown', onKey);
    };
  }, [names]);
}

export function useActiveShortcuts(): readonly (readonly Shortcut[])[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => active,
  );
}
