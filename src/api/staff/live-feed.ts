import type { FastifyReply } from 'fastify';
import type { App } from '../../actions/app.ts';
import type { StaffActor } from '../../core/access/actor.ts';
import { changedSince, seenAmong, type ChangedPetition } from '../../queries/staff/changed-petitions.ts';

const everyMs = 1_500;
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

/**
 * The live feed of a process: while somebody listens, one short query per beat finds what changed, whichever process
 * changed it; each listener is told of what they may see. It survives a lost database and a pooler between.
 */
export function liveFeed(app: Pick<App, 'database' | 'now'>) {
  const listeners = new Set<Listener>();
  let since = app.now();
  let beat: NodeJS.Timeout | undefined;

  async function look(): Promise<void> {
    try {
      const changed = await changedSince(app, new Date(Date.parse(since) - overlapMs).toISOString());
      const newest = changed.at(-1)?.updated_at;
      if (newest !== undefined && newest > since) since = newest;
      for (const listener of listeners) await tell(listener, changed);
    } catch {
      // The database is away: the next beat tries again, and what changed meanwhile is told then.
    }
    if (listeners.size > 0) beat = setTimeout(() => void look(), everyMs).unref();
  }

  async function tell(listener: Listener, changed: readonly ChangedPetition[]): Promise<void> {
    const { actor, told, reply } = listener;
    const news = changed.filter(
      ({ id, version, authority_ids }) =>
        (told.get(id) ?? 0) < version &&
        authority_ids.some((authority) => actor.authority_ids.includes(authority)),
    );
    const seen = await seenAmong(
      app,
      actor,
      news.map(({ id }) => id),
    );
    for (const { id, version, updated_at } of news) {
      told.set(id, version);
      if (!seen.has(id)) continue;
      const data = JSON.stringify({ id, version, updated_at });
      reply.raw.write(`id: ${updated_at}\nevent: petition\ndata: ${data}\n\n`);
    }
    reply.raw.write(': beat\n\n');
  }

  function join(listener: Listener): void {
    if (listeners.size === 0) {
      since = app.now();
      beat = setTimeout(() => void look(), everyMs).unref();
    }
    listeners.add(listener);
  }

  function leave(listener: Listener): void {
    if (!listeners.delete(listener)) return;
    listener.reply.raw.end();
    if (listeners.size === 0) clearTimeout(beat);
  }

  return {
    /** Opens a stream; with the id of the last event that was got, what changed since then comes first. */
    async open(
      actor: StaffActor,
      reply: FastifyReply,
      last_event_id: string | undefined,
    ): Promise<FastifyReply> {
      reply.hijack();
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store, no-transform',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      });
      reply.raw.write('retry: 2000\n\n');
      const listener: Listener = { actor, reply, told: new Map() };
      if (last_event_id !== undefined && !Number.isNaN(Date.parse(last_event_id))) {
        await tell(listener, await changedSince(app, new Date(last_event_id).toISOString())).catch(
          () => undefined,
        );
      }
      join(listener);
      const over = setTimeout(() => leave(listener), longestMs).unref();
      reply.raw.once('close', () => {
        clearTimeout(over);
        leave(listener);
      });
      return reply;
    },
    /** Ends every stream: the server is closing. */
    close(): void {
      for (const listener of [...listeners]) leave(listener);
    },
  };
}
