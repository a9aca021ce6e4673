import { changesSince } from '../../../queries/staff/changed-petitions.ts';
import { turns } from '../../../server/turns.ts';
import { once, position, type Feed, type Listener } from './feed.ts';
import { beatFrame, petitionFrames, resetFrame } from './frames.ts';
import { seenBy, withinMs } from './tell.ts';

const comingBack = turns(3);

/**
 * Tells a listener what changed since its own position, and then what has happened since it joined, in this order:
 * whoever is cut off in between still has a position from which nothing is missing. What it is told twice does no harm.
 * When the database is away the stream ends, and the client comes again with the position that it has.
 */
export async function catchUp(feed: Feed, listener: Listener, since: string): Promise<void> {
  const joined_at = position(feed);
  try {
    listener.stream.send(await framesOf(feed, { listener, since, joined_at }));
    const held = listener.held ?? [];
    listener.held = null;
    for (const frame of held) listener.stream.send(frame);
  } catch {
    listener.stream.end();
  }
}

async function framesOf(
  feed: Feed,
  { listener, since, joined_at }: { listener: Listener; since: string; joined_at: string },
): Promise<Buffer> {
  const { audience } = listener;
  // Whoever lost a process together comes back from the same position: it is read once for all of them.
  const changes = await once(feed, since, () => comingBack(() => changesSince(feed.ports, since)));
  if (changes === null) return resetFrame(withinMs(feed), joined_at);
  const { petitions, position: now } = changes;
  if (petitions === null) return resetFrame(withinMs(feed), now);
  if (petitions.length === 0) return beatFrame(feed, now);
  const asked = { audiences: [audience], since, petitions };
  const seen = await once(feed, `${since} ${now} ${audience.key}`, () =>
    comingBack(() => seenBy(feed.ports, asked)),
  );
  const ids = [...seen.values()].flat();
  return ids.length === 0 ? beatFrame(feed, now) : petitionFrames(ids, now);
}
