import { useEffect, useSyncExternalStore } from 'react';

/** A call on its way from the bar to the desk. Kept in this window's memory: its number is in no address. */
export interface CallForDesk {
  /** Empty for one that is dialled by hand, without an exchange. */
  readonly call_id: string;
  readonly direction: 'in' | 'out';
  /** Empty for who hides it. */
  readonly number: string;
  readonly started_at: string;
  /** When it ended, of a call that is written down afterwards; empty for one that goes on or has just ended. */
  readonly over_at: string;
  /** Who it is, where the bar was told; else empty. */
  readonly person_id: string;
}

let coming: CallForDesk | null = null;
const listeners = new Set<() => void>();

function set(call: CallForDesk | null): void {
  coming = call;
  for (const listener of listeners) listener();
}

/** Hands a call to the desk, which takes it as soon as it is open. */
export const bringToDesk = (call: CallForDesk): void => set(call);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The desk takes the call that comes, once. */
export function useCallForDesk(take: (call: CallForDesk) => void): void {
  const call = useSyncExternalStore(subscribe, () => coming);
  useEffect(() => {
    if (call === null) return;
    set(null);
    take(call);
  }, [call, take]);
}

const writtenKey = 'atiende.calls-written';
/** Calls that this window wrote down: one that was handed over leads to the note of who had it first. */
export const writtenCalls = (): readonly string[] =>
  JSON.parse(sessionStorage.getItem(writtenKey) ?? '[]') as string[];

export function noteWritten(call_id: string): void {
  if (call_id !== '')
    sessionStorage.setItem(writtenKey, JSON.stringify([call_id, ...writtenCalls()].slice(0, 20)));
}
