import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { LiveEvent } from '../api.generated.ts';
import { linkTo } from './client.ts';
import { refreshLists } from './refresh-lists.ts';

type Link = 'joining' | 'live' | 'away';
let link: Link = 'joining';
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setLink(now: Link): void {
  link = now;
  changed();
}

/** Whether changes of others arrive by themselves just now. */
export function useLink(): Link {
  return useSyncExternalStore(subscribe, () => link);
}

let fresh: ReadonlySet<string> = new Set();

/** Ids that changed within the last four seconds: their rows glow for a moment. */
export function useFresh(): ReadonlySet<string> {
  return useSyncExternalStore(subscribe, () => fresh);
}

function markFresh(id: string): void {
  fresh = new Set([...fresh, id]);
  changed();
  setTimeout(() => {
    fresh = new Set([...fresh].filter((one) => one !== id));
    changed();
  }, 4000);
}

/**
 * Listens to the live feed while the console is open. Bursts are gathered for a second, so that a bulk action of
 * a colleague reads what changed once; rows keep their identity, so nothing flickers or jumps.
 */
export function useLiveFeed(): void {
  const client = useQueryClient();
  useEffect(() => {
    const source = new EventSource(linkTo('live_events'));
    const gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const flush = () => {
      timer = null;
      refreshLists(client, new Set(gathered));
      gathered.clear();
    };
    source.addEventListener('open', () => setLink('live'));
    source.addEventListener('error', () => setLink('away'));
    source.addEventListener('petition', (message) => {
      const { id } = JSON.parse((message as MessageEvent<string>).data) as LiveEvent;
      gathered.add(id);
      markFresh(id);
      timer ??= setTimeout(flush, 1000);
    });
    return () => {
      source.close();
      if (timer !== null) clearTimeout(timer);
    };
  }, [client]);
}
