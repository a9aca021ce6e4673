import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import type { LiveBeat, LiveBoard, LiveEvent, LiveReset } from '../api.generated.ts';
import { boardReader, readBoards } from './live-boards.ts';
import { listenLive } from './live-source.ts';
import { refreshAll, refreshLists } from './refresh-lists.ts';

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
  if (now !== 'live') isTold = false;
  changed();
}

let isTold = false;

function setTold(now: boolean): void {
  isTold = now;
  changed();
}

/** Whether telephones and boards are told of as they move; while they are not, they are asked often. */
export function useTold(): boolean {
  return useSyncExternalStore(subscribe, () => isTold);
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

function markFresh(ids: ReadonlySet<string>): void {
  fresh = new Set([...fresh, ...ids]);
  changed();
  setTimeout(() => {
    fresh = new Set([...fresh].filter((one) => !ids.has(one)));
    changed();
  }, 4000);
}

/** Lists that were read so long before the feed could be heard may be older than what it tells. */
const late_ms = 8_000;
/** What a change waits for others at least, so that a bulk action of a colleague is one reading. */
const gather_least_ms = 300;

/**
 * Listens to the live feed while the console is open; rows keep their identity, so nothing flickers or jumps. What
 * changed is read a moment later, and when thousands listen, each at another moment.
 */
export function useLiveFeed(): void {
  const client = useQueryClient();
  useEffect(() => hearChanges(client), [client]);
}

function hearChanges(client: QueryClient): () => void {
  const began = performance.now();
  const gathered = new Set<string>();
  let gather_ms = 1_000;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reread: ReturnType<typeof setTimeout> | undefined;
  let wasHeard = false;
  const flush = () => {
    timer = undefined;
    const ids = new Set(gathered);
    gathered.clear();
    markFresh(ids);
    refreshLists(client, ids);
  };
  const readAgain = (within_ms: number) => {
    clearTimeout(reread);
    reread = setTimeout(() => refreshAll(client), Math.random() * within_ms);
  };
  const boardMoved = boardReader(client);
  const hearBeat = (beat: LiveBeat) => {
    ({ gather_ms } = beat);
    // Nothing was told meanwhile: what moved is read once, and from then on it is told.
    if (beat.is_heard && !isTold) readBoards(client);
    if (beat.is_heard !== isTold) setTold(beat.is_heard);
  };
  const end = listenLive({
    onLink(isLive) {
      setLink(isLive ? 'live' : 'away');
      if (isLive && !wasHeard && performance.now() - began > late_ms) readAgain(0);
      wasHeard ||= isLive;
    },
    onRefused: () => void client.invalidateQueries({ queryKey: ['session'] }),
    onSaid(name, data) {
      if (name === 'beat') hearBeat(JSON.parse(data) as LiveBeat);
      else if (name === 'telephone') void client.invalidateQueries({ queryKey: ['telephone'] });
      else if (name === 'board') boardMoved(JSON.parse(data) as LiveBoard);
      else if (name === 'reset') readAgain((JSON.parse(data) as LiveReset).within_ms);
      else {
        gathered.add((JSON.parse(data) as LiveEvent).id);
        timer ??= setTimeout(flush, gather_least_ms + Math.random() * (gather_ms - gather_least_ms));
      }
    },
  });
  return () => {
    end();
    clearTimeout(timer);
    clearTimeout(reread);
  };
}
