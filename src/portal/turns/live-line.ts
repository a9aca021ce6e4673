import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { lineNow, officeNow, type Office } from '../../queries/public/turns.ts';
import { comeAgainMs, openEventStream, type EventStream } from '../../server/event-stream.ts';
import { cityOf } from '../../server/city-of-request.ts';

/** How often a line is looked at while somebody listens: one small question for each waiting room. */
const lookMs = 500;
/** Windows of one process; whoever finds no place has the page without. */
const mostOfAll = 5_000;
const beatMs = 25_000;
const beat = Buffer.from(': beat\n\n');

interface Room {
  readonly office: Office;
  readonly city: CityConfiguration;
  readonly streams: Set<EventStream>;
  version: string;
  told_at: number;
}

/** `/turnos/<office>/avisos`: tells the pages of a waiting room that its line changed; they read it again themselves. */
export function liveLine(server: FastifyInstance, app: App): void {
  const rooms = new Map<string, Room>();
  let looking: NodeJS.Timeout | undefined;
  const all = () => [...rooms.values()].reduce((sum, { streams }) => sum + streams.size, 0);
  const look = async () => {
    for (const [id, room] of rooms) {
      if (room.streams.size === 0) rooms.delete(id);
      else await tell(app, room);
    }
    looking = rooms.size === 0 ? undefined : setTimeout(() => void look(), lookMs).unref();
  };
  server.addHook('preClose', async () => {
    clearTimeout(looking);
    for (const { streams } of rooms.values()) for (const stream of streams) stream.end(comeAgainMs(all()));
  });
  server.get<{ Params: { code: string } }>('/turnos/:code/avisos', async (request, reply) => {
    // Without content a browser does not come again.
    if (all() >= mostOfAll) return reply.status(204).send();
    const city = cityOf(request);
    const now = await officeNow(app, city, request.params.code);
    if (now === null) throw new Refused('not_found');
    const version = await lineNow(app, now.office, city);
    const room = rooms.get(now.office.id) ?? {
      office: now.office,
      city,
      streams: new Set(),
      version,
      told_at: 0,
    };
    rooms.set(now.office.id, room);
    const { streams } = room;
    const stream = openEventStream(reply, comeAgainMs(all()), () => void streams.delete(stream));
    streams.add(stream);
    stream.send(frame(version));
    looking ??= setTimeout(() => void look(), lookMs).unref();
    return reply;
  });
}

async function tell(app: App, room: Room): Promise<void> {
  const version = await lineNow(app, room.office, room.city).catch(() => room.version);
  const isMoved = version !== room.version;
  if (!isMoved && performance.now() - room.told_at < beatMs) return;
  room.version = version;
  room.told_at = performance.now();
  for (const stream of room.streams) stream.send(isMoved ? frame(version) : beat);
}

const frame = (version: string): Buffer => Buffer.from(`event: version\ndata: ${version}\n\n`);
