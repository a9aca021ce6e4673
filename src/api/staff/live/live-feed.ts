import type { FastifyReply } from 'fastify';
import { Refused } from '../../../actions/refused.ts';
import type { StaffActor } from '../../../core/access/actor.ts';
import { watchesOf } from '../../../core/access/boards.ts';
import { comeAgainMs, openEventStream } from '../../../server/event-stream.ts';
import { audienceOf } from './audiences.ts';
import { catchUp } from './catch-up.ts';
import { beforeRecent, everybody, leave, position, type Feed, type Listener, type Ports } from './feed.ts';
import { beatFrame } from './frames.ts';
import { beginLooking } from './looking.ts';

/** So many windows of one session listen at once. A hidden window of the console does not. */
const mostPerSession = 12;
/** A stream ends after about this and the browser opens the next: what the person may see is asked again. */
const longestMs = 10 * 60_000;

/** Who listens, as the request told. */
export interface Asking {
  readonly actor: StaffActor;
  readonly session_id: string;
  /** The position of the last event that the client got; undefined for one that comes for the first time. */
  readonly since: string | undefined;
}

/**
 * The live feed of a process: while somebody listens, it is woken by the database when something changed, whichever
 * process changed it, and reads what did; what each may see of that is asked once for all who see the same. Whoever
 * was away is first told what changed meanwhile, out of the database, so that it may have been another process that
 * told them before (docs/decisions/0012-live-changes.md).
 */
export function liveFeed(ports: Ports) {
  const feed: Feed = {
    ...{ ports, audiences: new Map(), sessions: new Map(), listeners: 0, told: 0, gather_ms: 1_000 },
    ...{ position: undefined, recent: [], starting: undefined, looking: false, isWoken: false, looked_at: 0 },
    ...{ moved: new Map(), gathering: undefined },
    ...{ next: undefined, beat: undefined, unsubscribe: undefined, missed: new Map(), isClosing: false },
  };
  return {
    open: (asking: Asking, reply: FastifyReply) => openFor(feed, asking, reply),
    /** Ends every stream: the server is closing. Their browsers come again over a while, and not all at once. */
    close(): void {
      feed.isClosing = true;
      const all = everybody(feed);
      for (const listener of all) {
        listener.stream.end(comeAgainMs(all.length));
        leave(feed, listener);
      }
    },
  };
}

/** @throws Refused('too_many_attempts') and what a database throws that is away */
async function openFor(feed: Feed, asking: Asking, reply: FastifyReply): Promise<FastifyReply> {
  const { session_id, actor } = asking;
  if ((feed.sessions.get(session_id) ?? 0) >= mostPerSession) throw new Refused('too_many_attempts');
  while (feed.position === undefined) await beginLooking(feed);
  if (feed.isClosing) throw new Refused('unavailable');
  const since = asking.since ?? beforeRecent(feed);
  const audience = audienceOf(feed.audiences, actor);
  const listener: Listener = {
    ...{
      audience,
      session_id,
      user_id: actor.user_id,
      watches: watchesOf(actor.grants),
      stands_on: undefined,
    },
    // Not all at the same time, though they came together.
    until: performance.now() + longestMs * (0.75 + Math.random() / 2),
    held: since === undefined ? null : [],
    stream: openEventStream(reply, comeAgainMs(feed.listeners), () => leave(feed, listener)),
  };
  feed.audiences.set(audience.key, audience);
  audience.listeners.add(listener);
  feed.sessions.set(session_id, (feed.sessions.get(session_id) ?? 0) + 1);
  feed.listeners += 1;
  if (since === undefined) listener.stream.send(beatFrame(feed, position(feed)));
  else await catchUp(feed, listener, since);
  return reply;
}
