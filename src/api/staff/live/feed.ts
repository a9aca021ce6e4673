import type { App } from '../../../actions/app.ts';
import type { EventStream } from '../../../server/event-stream.ts';
import type { BoardMoved, Watch } from '../../../core/access/boards.ts';
import type { Audience, Audiences } from './audiences.ts';

export type Ports = Pick<App, 'database' | 'now' | 'changes'>;

/** A window that listens. Nothing of its request is kept, since there are thousands. */
export interface Listener {
  readonly audience: Audience<Listener>;
  readonly session_id: string;
  readonly user_id: string;
  /** The boards that they may see. */
  readonly watches: readonly Watch[];
  /** What its session stood on when it was first looked at. */
  stands_on: string | undefined;
  /** When it is to end, in milliseconds of `performance.now()`. */
  readonly until: number;
  readonly stream: EventStream;
  /** While it is told what it missed, what happens meanwhile waits here; else null. */
  held: Buffer[] | null;
}

/** What the feed of one process knows. All of it can be lost: clients carry where they are themselves. */
export interface Feed {
  readonly ports: Ports;
  readonly audiences: Audiences<Listener>;
  /** How many listen, by session. */
  readonly sessions: Map<string, number>;
  listeners: number;
  /** Up to where everybody who listens was told; undefined while nobody does. */
  position: string | undefined;
  /** Where it was before the changes of the last seconds, oldest first, and until when. */
  recent: readonly { readonly position: string; readonly until: number }[];
  starting: Promise<void> | undefined;
  looking: boolean;
  /** Something changed that was not looked at yet. */
  isWoken: boolean;
  looked_at: number;
  next: NodeJS.Timeout | undefined;
  beat: NodeJS.Timeout | undefined;
  unsubscribe: (() => void) | undefined;
  /** Boards that moved since somebody was told of any. */
  readonly moved: Map<string, BoardMoved>;
  gathering: NodeJS.Timeout | undefined;
  /** How many were told something since the last beat. */
  told: number;
  /** Over how long clients are to spread their reading of what changed. */
  gather_ms: number;
  /**
   * What changed since a position, and who of an audience is told of it, for those who come back together; good until
   * the feed has moved on.
   */
  readonly missed: Map<string, Promise<unknown>>;
  isClosing: boolean;
}

/** @throws when nobody has begun to look: a listener joins only after that */
export function position(feed: Feed): string {
  if (feed.position === undefined) throw new Error('the live feed has not begun');
  return feed.position;
}

/** Whoever opens a window reads its lists a little before it listens, and may have read them before these changes. */
const recentMs = 10_000;

/** Goes on to a position. @param wasTold whether something changed since the one before */
export function moveTo(feed: Feed, to: string, wasTold: boolean): void {
  const now = performance.now();
  const before = wasTold && feed.position !== undefined ? [{ position: feed.position, until: now }] : [];
  feed.recent = [...feed.recent.filter(({ until }) => until > now - recentMs), ...before];
  feed.position = to;
  feed.missed.clear();
}

/** From where to tell one that comes for the first time; undefined when nothing has changed for a while. */
export function beforeRecent({ recent }: Feed): string | undefined {
  return recent.find(({ until }) => until > performance.now() - recentMs)?.position;
}

/** Asks once for all who ask the same before the feed has moved on. */
export function once<T>({ missed }: Feed, what: string, ask: () => Promise<T>): Promise<T> {
  const known = missed.get(what);
  if (known !== undefined) return known as Promise<T>;
  const asked = ask();
  missed.set(what, asked);
  asked.catch(() => missed.delete(what));
  return asked;
}

export const everybody = (feed: Feed): Listener[] =>
  [...feed.audiences.values()].flatMap(({ listeners }) => [...listeners]);

/** Forgets a listener, whose stream is over; without the last one the feed rests. */
export function leave(feed: Feed, listener: Listener): void {
  const { audience, session_id } = listener;
  if (!audience.listeners.delete(listener)) return;
  if (audience.listeners.size === 0) feed.audiences.delete(audience.key);
  const others = (feed.sessions.get(session_id) ?? 1) - 1;
  if (others === 0) feed.sessions.delete(session_id);
  else feed.sessions.set(session_id, others);
  feed.listeners -= 1;
  if (feed.listeners === 0) rest(feed);
}

/** Nobody listens: nothing is looked for, and what is heard is nobody's. */
export function rest(feed: Feed): void {
  clearTimeout(feed.next);
  clearTimeout(feed.beat);
  clearTimeout(feed.gathering);
  feed.gathering = undefined;
  feed.moved.clear();
  feed.next = undefined;
  feed.unsubscribe?.();
  feed.unsubscribe = undefined;
  feed.position = undefined;
  feed.recent = [];
  feed.isWoken = false;
  feed.missed.clear();
}
