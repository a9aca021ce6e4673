import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { countsVersion } from '../../queries/public/statistics/kept-views.ts';
import { comeAgainMs, openEventStream, type EventStream } from '../../server/event-stream.ts';

/** How often the number is looked at while somebody listens: one small question for all. */
const lookMs = 400;
/** Windows of one process; whoever finds no place has the board without. */
const mostOfAll = 5_000;
/** So many windows read the board again in one second; more are spread over more. */
const readPerSecond = 100;
const beatMs = 25_000;
const beat = Buffer.from(': beat\n\n');

interface Watching {
  readonly app: App;
  readonly streams: Set<EventStream>;
  version: number | undefined;
  told_at: number;
  timer: NodeJS.Timeout | undefined;
}

/** Tells the pages that a number of the board changed; they read it again themselves. */
export function liveBoard(server: FastifyInstance, app: App): void {
  const watching: Watching = { app, streams: new Set(), version: undefined, told_at: 0, timer: undefined };
  server.addHook('preClose', async () => {
    for (const stream of watching.streams) stream.end(comeAgainMs(watching.streams.size));
  });
  server.get('/tablero/avisos', async (_request, reply) => {
    // Without content a browser does not come again.
    if (watching.streams.size >= mostOfAll) return reply.status(204).send();
    const version = await countsVersion(app.database);
    const { streams } = watching;
    const stream = openEventStream(reply, comeAgainMs(streams.size), () => void streams.delete(stream));
    streams.add(stream);
    stream.send(frame(version, 0));
    if (streams.size === 1) begin(watching, version);
    return reply;
  });
}

function begin(watching: Watching, version: number): void {
  clearTimeout(watching.timer);
  watching.version = version;
  watching.told_at = performance.now();
  next(watching);
}

function next(watching: Watching): void {
  watching.timer = setTimeout(() => void look(watching), lookMs).unref();
}

async function look(watching: Watching): Promise<void> {
  const { app, streams } = watching;
  if (streams.size === 0) return;
  const version = await countsVersion(app.database).catch(() => watching.version);
  const isMoved = version !== watching.version && version !== undefined;
  if (isMoved || performance.now() - watching.told_at > beatMs) {
    watching.version = version;
    watching.told_at = performance.now();
    const told = isMoved ? frame(version, Math.round((streams.size * 1_000) / readPerSecond)) : beat;
    for (const stream of streams) stream.send(told);
  }
  next(watching);
}

/** @param within_ms over how long the readers are to spread */
const frame = (version: number, within_ms: number): Buffer =>
  Buffer.from(`event: version\ndata: ${version} ${within_ms}\n\n`);
