import type { FastifyInstance } from 'fastify';
import type { App, Heard } from '../../actions/app.ts';
import {
  trackedVersion,
  watchedPetitions,
  type WatchedPetition,
} from '../../queries/citizen/tracked-version.ts';
import { comeAgainMs, openEventStream, type EventStream } from '../../server/event-stream.ts';
import { turns } from '../../server/turns.ts';
import { rightsOf } from '../layout/cookies.ts';

/** So many windows of one key; and so many of a process. Whoever finds no place asks now and then, as without this. */
const mostPerKey = 6;
const mostOfAll = 5_000;
const beatMs = 25_000;
/** A stream ends after about this, and the browser opens the next. */
const longestMs = 10 * 60_000;
const beat = Buffer.from(': beat\n\n');

interface Reader {
  readonly watched: WatchedPetition;
  readonly stream: EventStream;
  readonly until: number;
  version: number;
}

interface Watching {
  readonly app: App;
  /** By petition, so that a change is nobody's work but of those who look at it. */
  readonly readers: Map<string, Set<Reader>>;
  count: number;
  beat: NodeJS.Timeout | undefined;
  unsubscribe: (() => void) | undefined;
}

const inTurn = turns(3);

/**
 * `/seguimiento/<folio>/avisos`: tells a page that its petition changed, as far as its reader is told, in a moment; for
 * those who hold a key. The page tells the server nothing but what it was shown last, so any process can go on.
 */
export function liveTracking(server: FastifyInstance, app: App): void {
  const watching: Watching = {
    ...{ app, readers: new Map<string, Set<Reader>>(), count: 0, beat: undefined, unsubscribe: undefined },
  };
  server.addHook('preClose', async () => {
    const all = everybody(watching);
    for (const reader of all) end(watching, reader, comeAgainMs(all.length));
  });
  server.get<{ Params: { folio: string } }>('/seguimiento/:folio/avisos', async (request, reply) => {
    const asked = { folio: request.params.folio, city_id: request.city.city.id, rights: rightsOf(request) };
    const found = await openedBy(app, watchedPetitions(app, asked));
    // Without content a browser does not come again.
    if (found === null || !hasPlace(watching, found.watched)) return reply.status(204).send();
    const { watched, version } = found;
    const reader: Reader = {
      ...{ watched, version, until: performance.now() + longestMs * (0.75 + Math.random() / 2) },
      stream: openEventStream(reply, comeAgainMs(watching.count), () => leave(watching, reader)),
    };
    join(watching, reader);
    reader.stream.send(versionFrame(version));
    // What changed while it was opened was told to nobody.
    void look(watching, reader);
    return reply;
  });
}

async function openedBy(app: App, candidates: readonly WatchedPetition[]) {
  for (const watched of candidates) {
    const version = await inTurn(() => trackedVersion(app, watched));
    if (version !== null) return { watched, version };
  }
  return null;
}

function hasPlace({ app, readers, count }: Watching, { petition_id, right }: WatchedPetition): boolean {
  if (app.changes?.isListening() !== true || count >= mostOfAll) return false;
  const ofKey = [...(readers.get(petition_id) ?? [])].filter(
    ({ watched }) => watched.right.supporter_id === right.supporter_id,
  );
  return ofKey.length < mostPerKey;
}

function join(watching: Watching, reader: Reader): void {
  const { petition_id } = reader.watched;
  const readers = watching.readers.get(petition_id) ?? new Set();
  watching.readers.set(petition_id, readers.add(reader));
  watching.count += 1;
  if (watching.count > 1) return;
  watching.unsubscribe = watching.app.changes?.subscribe((heard) => hear(watching, heard));
  nextBeat(watching);
}

function leave(watching: Watching, reader: Reader): void {
  const { petition_id } = reader.watched;
  const readers = watching.readers.get(petition_id);
  if (readers?.delete(reader) !== true) return;
  if (readers.size === 0) watching.readers.delete(petition_id);
  watching.count -= 1;
  if (watching.count > 0) return;
  clearTimeout(watching.beat);
  watching.unsubscribe?.();
}

function end(watching: Watching, reader: Reader, again_ms?: number): void {
  reader.stream.end(again_ms);
  leave(watching, reader);
}

/** After a while without ears nobody knows what changed: everybody's is looked at. */
function hear(watching: Watching, heard: Heard): void {
  if (heard.kind === 'listening' && !heard.now) return;
  const readers = heard.kind === 'petition' ? watching.readers.get(heard.id) : everybody(watching);
  for (const reader of readers ?? []) void look(watching, reader);
}

/** Tells a reader what it does not know yet; one whose key opens nothing any more hears no more. */
async function look(watching: Watching, reader: Reader): Promise<void> {
  try {
    const version = await inTurn(() => trackedVersion(watching.app, reader.watched));
    if (version === null) return end(watching, reader);
    if (version === reader.version) return;
    reader.version = version;
    reader.stream.send(versionFrame(version));
  } catch {
    // The database is away: the browser comes again, and is told where the petition stands then.
    end(watching, reader);
  }
}

function nextBeat(watching: Watching): void {
  watching.beat = setTimeout(() => {
    const now = performance.now();
    for (const reader of everybody(watching))
      if (reader.until < now) end(watching, reader);
      else reader.stream.send(beat);
    if (watching.count > 0) nextBeat(watching);
  }, beatMs).unref();
}

const everybody = ({ readers }: Watching): Reader[] => [...readers.values()].flatMap((some) => [...some]);
const versionFrame = (version: number) => Buffer.from(`event: version\ndata: ${version}\n\n`);
