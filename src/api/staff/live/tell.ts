import {
  placesOfChanges,
  readersOf,
  type ChangedPetition,
  type Changes,
} from '../../../queries/staff/changed-petitions.ts';
import { isWithin, reachesAt, type Audience } from './audiences.ts';
import { moveTo, type Feed, type Listener, type Ports } from './feed.ts';
import { petitionFrames, resetFrame } from './frames.ts';

/** Lists of so many clients are read again in a second, after they could not be told what changed. */
const rereadPerSecond = 50;

/**
 * Tells everybody what changed since the feed's position, as far as each may know, and moves the feed on. Between the
 * last telling and the moving nobody can join: whoever came meanwhile was told too, or begins after it.
 */
export async function tellAll(feed: Feed, { petitions, position }: Changes): Promise<void> {
  const since = feed.position;
  if (since === undefined) return;
  if (petitions === null) await resetWhereItChanged(feed, since, position);
  else if (petitions.length > 0) await tellOf(feed, { since, petitions, position });
  // Whoever left last meanwhile has put the feed to rest.
  if (feed.position === since) moveTo(feed, position, petitions?.length !== 0);
}

async function tellOf(
  feed: Feed,
  { since, petitions, position }: { since: string; petitions: readonly ChangedPetition[]; position: string },
): Promise<void> {
  const frames = new Map<string, Buffer>();
  const done = new Set<Audience<Listener>>();
  for (;;) {
    const audiences = [...feed.audiences.values()].filter((audience) => !done.has(audience));
    if (audiences.length === 0) return;
    const seen = await seenBy(feed.ports, { audiences, since, petitions });
    for (const [audience, ids] of seen) {
      done.add(audience);
      if (ids.length === 0) continue;
      const key = ids.join();
      const frame = frames.get(key) ?? petitionFrames(ids, position);
      frames.set(key, frame);
      sendToAll(feed, audience, frame);
    }
  }
}

/**
 * Which of the changed petitions each audience may be told of: one statement for all of them, and the wall of each
 * behind it.
 */
export async function seenBy(
  ports: Ports,
  {
    audiences,
    since,
    petitions,
  }: {
    readonly audiences: readonly Audience<Listener>[];
    readonly since: string;
    readonly petitions: readonly ChangedPetition[];
  },
): Promise<ReadonlyMap<Audience<Listener>, readonly string[]>> {
  const reaches = reachesAt(audiences, petitions);
  const ids = petitions.map(({ id }) => id);
  const readers = await readersOf(ports, { ids, since, reaches: [...reaches.values()] });
  const at = new Map([...reaches.keys()].map((key, n) => [key, n]));
  const told = audiences.map((audience) => {
    const own = [...audience.reaches.keys()].flatMap((key) => at.get(key) ?? []);
    const may = ({ id }: ChangedPetition) => own.some((n) => readers.get(id)?.has(n) === true);
    const seen = petitions.filter((one) => isWithin(audience, one) && may(one));
    return [audience, seen.map(({ id }) => id)] as const;
  });
  return new Map(told);
}

/** Too much changed to be told one by one: those whom it may concern read their lists again. */
async function resetWhereItChanged(feed: Feed, since: string, position: string): Promise<void> {
  const places = await placesOfChanges(feed.ports, since);
  const concerned = [...feed.audiences.values()].filter(
    (audience) => reachesAt([audience], places).size > 0 && places.some((place) => isWithin(audience, place)),
  );
  const frame = resetFrame(withinMs(feed), position);
  for (const audience of concerned) sendToAll(feed, audience, frame);
}

/** Over how long all who listen are to read their lists again. */
export function withinMs({ listeners }: Pick<Feed, 'listeners'>): number {
  return Math.round((listeners / rereadPerSecond) * 1_000);
}

function sendToAll(feed: Feed, { listeners }: Audience<Listener>, frame: Buffer): void {
  feed.told += listeners.size;
  for (const listener of listeners) sendTo(listener, frame);
}

/** At once, or after what it missed. */
export function sendTo({ stream, held }: Listener, frame: Buffer): void {
  if (held === null) stream.send(frame);
  else held.push(frame);
}
