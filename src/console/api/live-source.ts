import { linkTo } from './client.ts';

/** What the feed says, with its data as it came. */
export type LiveName = 'petition' | 'beat' | 'reset' | 'telephone' | 'board';

interface Hearing {
  readonly onSaid: (name: LiveName, data: string) => void;
  /** Whether changes arrive just now. */
  readonly onLink: (isLive: boolean) => void;
  /** The server answered, and would not: the session may be over. */
  readonly onRefused: () => void;
}

/** The feed beats every 15 seconds: so long without a word, and the connection is dead though nobody said so. */
const silence_ms = 45_000;
const look_ms = 5_000;
/** A window that nobody looks at stops listening after this; a browser has few connections for all its windows. */
const hidden_ms = 10_000;
const soonest_ms = 2_000;

let telephones = 0;

/**
 * Whose telephone may ring hears it although another window is in front. Several parts of a screen may ask for it.
 * @returns what ends it for who asked
 */
export function listenWhileHidden(): () => void {
  telephones += 1;
  return () => {
    telephones -= 1;
  };
}

const latest_ms = 60_000;

/**
 * Listens to the live feed and comes back by itself, after the network, the server or the computer was away, from
 * where it was. @returns a function that ends it
 */
export function listenLive(hearing: Hearing): () => void {
  const live: Live = {
    ...{ hearing, source: null, last: undefined, heard_at: performance.now() },
    ...{ failures: 0, again: undefined, hide: undefined },
  };
  open(live);
  const watch = setInterval(() => {
    if (live.source !== null && performance.now() - live.heard_at > silence_ms) open(live);
  }, look_ms);
  const onVisibility = () => seen(live);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    clearInterval(watch);
    document.removeEventListener('visibilitychange', onVisibility);
    close(live);
  };
}

interface Live {
  readonly hearing: Hearing;
  source: EventSource | null;
  /** The position of the last thing that was heard. */
  last: string | undefined;
  /** In milliseconds of `performance.now()`. */
  heard_at: number;
  failures: number;
  again: ReturnType<typeof setTimeout> | undefined;
  hide: ReturnType<typeof setTimeout> | undefined;
}

function open(live: Live): void {
  close(live);
  const { hearing } = live;
  // By itself a browser comes back with the position; a new source does not have it.
  const since = live.last === undefined ? {} : { since: live.last };
  const source = new EventSource(linkTo('live_events', since));
  live.source = source;
  live.heard_at = performance.now();
  source.addEventListener('open', () => {
    live.failures = 0;
    live.heard_at = performance.now();
    hearing.onLink(true);
  });
  source.addEventListener('error', () => {
    hearing.onLink(false);
    // Else the browser tries again by itself, when it was told to.
    if (source.readyState === EventSource.CLOSED && live.source === source) refused(live);
  });
  for (const name of ['petition', 'beat', 'reset', 'telephone', 'board'] as const)
    source.addEventListener(name, ({ data, lastEventId }: MessageEvent<string>) => {
      live.heard_at = performance.now();
      if (lastEventId !== '') live.last = lastEventId;
      hearing.onSaid(name, data);
    });
}

function refused(live: Live): void {
  close(live);
  live.hearing.onRefused();
  const wait = Math.min(latest_ms, soonest_ms * 2 ** live.failures) * (0.5 + Math.random());
  live.failures += 1;
  live.again = setTimeout(() => open(live), wait);
}

function close(live: Live): void {
  clearTimeout(live.again);
  clearTimeout(live.hide);
  live.source?.close();
  live.source = null;
}

function seen(live: Live): void {
  clearTimeout(live.hide);
  const isLeft = document.visibilityState === 'hidden' && telephones === 0;
  if (isLeft) live.hide = setTimeout(() => close(live), hidden_ms);
  else if (live.source === null) open(live);
}
