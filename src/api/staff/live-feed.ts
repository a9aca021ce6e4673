import type { FastifyReply } from 'fastify';
import type { App, Heard } from '../../actions/app.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import {
  changedAmong,
  changedSince,
  seenAmong,
  type ChangedPetition,
} from '../../queries/staff/changed-petitions.ts';

/** How often changes are looked for while none are heard; and while they are, in case one was missed. */
const unheardMs = 1_500;
const heardMs = 15_000;
/** What is heard within this is told at once: a bulk action is one reading. */
const gatherMs = 100;
/** Transactions commit later than the instant they carry; so far back is looked again. */
const overlapMs = 10_000;
/** A stream ends after this and the browser opens the next: its session is asked again. */
const longestMs = 10 * 60_000;

interface Listener {
  readonly actor: StaffActor;
  readonly reply: FastifyReply;
  /** Newest version told, by petition. */
  readonly told: Map<string, number>;
}

type Ports = Pick<App, 'database' | 'now' | 'changes'>;

interface Feed {
  readonly ports: Ports;
  readonly listeners: Set<Listener>;
  since: string;
  beat: NodeJS.Timeout | undefined;
  /** Petitions that were heard of and not told yet. */
  readonly heard: Set<string>;
  gathering: NodeJS.Timeout | undefined;
  unsubscribe: (() => void) | undefined;
}

/**
 * The live feed of a process: while somebody listens, it is told by the database of what changed, whichever process
 * changed it; while the database cannot tell, one short query per beat finds it. Each listener is told of what they
 * may see.
 */
export function liveFeed(ports: Ports) {
  const feed: Feed = {
    ...{ ports, listeners: new Set(), heard: new Set(), since: ports.now() },
    ...{ beat: undefined, gathering: undefined, unsubscribe: undefined },
  };
  return {
    open: (actor: StaffActor, reply: FastifyReply, last_event_id: string | undefined) =>
      openStream(feed, { actor, reply, told: new Map() }, last_event_id),
    /** Ends every stream: the server is closing. */
    close(): void {
      for (const listener of [...feed.listeners]) leave(feed, listener);
    },
  };
}

/** Opens a stream; with the id of the last event that was got, what changed since then comes first. */
async function openStream(
  feed: Feed,
  listener: Listener,
  last_event_id: string | undefined,
): Promise<FastifyReply> {
  const { reply } = listener;
  reply.hijack();
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // What ends a stream ends its connection: a server that is closing waits for none.
    connection: 'close',
    'x-accel-buffering': 'no',
    'x-content-type-options': 'nosniff',
  });
  reply.raw.write('retry: 2000\n\n');
  const over = setTimeout(() => leave(feed, listener), longestMs).unref();
  reply.raw.once('close', () => {
    clearTimeout(over);
    leave(feed, listener);
  });
  join(feed, listener);
  if (last_event_id !== undefined && !Number.isNaN(Date.parse(last_event_id))) {
    await catchUp(feed, listener, new Date(last_event_id).toISOString());
  }
  return reply;
}

async function catchUp({ ports }: Feed, listener: Listener, since: string): Promise<void> {
  try {
    await tell(ports, listener, await changedSince(ports, since));
  } catch {
    // The database is away: the browser reads its lists again when it comes back.
  }
}

/** Looks for what changed, and again after a while. */
async function look(feed: Feed): Promise<void> {
  clearTimeout(feed.beat);
  try {
    const changed = await changedSince(
      feed.ports,
      new Date(Date.parse(feed.since) - overlapMs).toISOString(),
    );
    const newest = changed.at(-1)?.updated_at;
    if (newest !== undefined && newest > feed.since) feed.since = newest;
    await tellAll(feed, changed);
  } catch {
    // The database is away: the next beat tries again, and what changed meanwhile is told then.
  }
  for (const { reply } of feed.listeners) reply.raw.write(': beat\n\n');
  if (feed.listeners.size > 0) nextBeat(feed);
}

function nextBeat(feed: Feed): void {
  clearTimeout(feed.beat);
  const afterMs = feed.ports.changes?.isListening() === true ? heardMs : unheardMs;
  feed.beat = setTimeout(() => void look(feed), afterMs).unref();
}

function hear(feed: Feed, heard: Heard): void {
  // What changed while nothing was heard is looked for; from when nothing is heard, more often.
  if (heard.kind === 'listening') return heard.now ? void look(feed) : nextBeat(feed);
  feed.heard.add(heard.id);
  feed.gathering ??= setTimeout(() => void tellHeard(feed), gatherMs).unref();
}

async function tellHeard(feed: Feed): Promise<void> {
  const ids = [...feed.heard];
  feed.heard.clear();
  feed.gathering = undefined;
  try {
    await tellAll(feed, await changedAmong(feed.ports, ids));
  } catch {
    // The database is away: the next beat finds them.
  }
}

async function tellAll(feed: Feed, changed: readonly ChangedPetition[]): Promise<void> {
  for (const listener of feed.listeners) await tell(feed.ports, listener, changed);
}

async function tell(ports: Ports, listener: Listener, changed: readonly ChangedPetition[]): Promise<void> {
  const { actor, told, reply } = listener;
  const news = changed.filter(
    ({ id, version, authority_ids }) =>
      (told.get(id) ?? 0) < version &&
      authority_ids.some((authority) => actor.authority_ids.includes(authority)),
  );
  const ids = news.map(({ id }) => id);
  const seen = await seenAmong(ports, actor, ids);
  for (const { id, version, updated_at } of news) {
    told.set(id, version);
    if (!seen.has(id)) continue;
    const data = JSON.stringify({ id, version, updated_at });
    reply.raw.write(`id: ${updated_at}\nevent: petition\ndata: ${data}\n\n`);
  }
}

function join(feed: Feed, listener: Listener): void {
  feed.listeners.add(listener);
  if (feed.listeners.size > 1) return;
  feed.since = feed.ports.now();
  feed.unsubscribe = feed.ports.changes?.subscribe((heard) => hear(feed, heard));
  nextBeat(feed);
}

function leave(feed: Feed, listener: Listener): void {
  if (!feed.listeners.delete(listener)) return;
  listener.reply.raw.end();
  if (feed.listeners.size > 0) return;
  clearTimeout(feed.beat);
  clearTimeout(feed.gathering);
  feed.gathering = undefined;
  feed.heard.clear();
  feed.unsubscribe?.();
}
