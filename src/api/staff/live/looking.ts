import type { Heard } from '../../../actions/app.ts';
import { changesSince, positionOfChanges } from '../../../queries/staff/changed-petitions.ts';
import { standingOfSessions } from '../../../queries/staff/standing-of-sessions.ts';
import { everybody, leave, moveTo, position, type Feed } from './feed.ts';
import { beatFrame, resetFrame, telephoneFrame } from './frames.ts';
import { hearBoard } from './tell-boards.ts';
import { sendTo, tellAll, withinMs } from './tell.ts';

/** The first change is told at once; what follows within this is told together: a bulk action is few readings. */
const gatherMs = 100;
/** How often it is looked while nothing is heard; and while it is, in case something was missed. */
const unheardMs = 1_500;
const heardMs = 15_000;
/** So many clients read what changed in a second; when more are told, each waits longer before it reads. */
const readPerSecond = 100;
const gatherMostMs = 60_000;
const gatherLeastMs = 1_000;

/** Begins to listen and to look, for the first who comes. @throws what a database throws that is away */
export async function beginLooking(feed: Feed): Promise<void> {
  feed.starting ??= start(feed).finally(() => (feed.starting = undefined));
  await feed.starting;
}

async function start(feed: Feed): Promise<void> {
  // Before the position is asked: a change in between is looked for once too often, and not once too little.
  feed.unsubscribe ??= feed.ports.changes?.subscribe((heard) => hear(feed, heard));
  moveTo(feed, await positionOfChanges(feed.ports), false);
  nextBeat(feed);
  // What was heard while the position was on its way may have come after it.
  if (feed.isWoken) wake(feed);
}

function hear(feed: Feed, heard: Heard): void {
  // What changed while nothing was heard is looked for; from when nothing is heard, it is looked more often.
  if (heard.kind === 'listening' && !heard.now) return nextBeat(feed);
  if (heard.kind === 'telephone') return ring(feed, heard.user_id);
  if (heard.kind === 'board') return hearBoard(feed, heard.moved);
  wake(feed);
}

/** At once, and to the windows of that person alone. */
function ring(feed: Feed, user_id: string): void {
  for (const { user_id: who, stream } of everybody(feed)) if (who === user_id) stream.send(telephoneFrame());
}

function wake(feed: Feed): void {
  feed.isWoken = true;
  if (feed.looking || feed.next !== undefined || feed.position === undefined) return;
  const wait = Math.max(0, feed.looked_at + gatherMs - performance.now());
  feed.next = setTimeout(() => void look(feed), wait).unref();
}

/** Looks what changed and tells it; one look at a time. */
async function look(feed: Feed): Promise<void> {
  clearTimeout(feed.next);
  feed.next = undefined;
  if (feed.looking || feed.position === undefined) return;
  feed.looking = true;
  feed.isWoken = false;
  feed.looked_at = performance.now();
  try {
    const changes = await changesSince(feed.ports, feed.position);
    await (changes === null ? beginAnew(feed) : tellAll(feed, changes));
  } catch {
    // The database is away: the next beat looks again, from where this one did.
  }
  feed.looking = false;
  if (feed.isWoken) wake(feed);
}

/** The database is another one than before: nobody knows what happened in between. */
async function beginAnew(feed: Feed): Promise<void> {
  const now = await positionOfChanges(feed.ports);
  if (feed.position === undefined) return;
  moveTo(feed, now, false);
  feed.recent = [];
  const frame = resetFrame(withinMs(feed), now);
  for (const listener of everybody(feed)) sendTo(listener, frame);
}

function nextBeat(feed: Feed): void {
  if (feed.position === undefined) return;
  clearTimeout(feed.beat);
  const afterMs = feed.ports.changes?.isListening() === true ? heardMs : unheardMs;
  feed.beat = setTimeout(() => void beat(feed, afterMs), afterMs).unref();
}

/** One for everybody: looks, ends what may not go on, and shows that the feed is alive. */
async function beat(feed: Feed, afterMs: number): Promise<void> {
  await look(feed);
  await endWhatIsOver(feed).catch(() => undefined);
  if (feed.position === undefined) return;
  const perSecond = (feed.told * 1_000) / afterMs;
  feed.told = 0;
  const wanted = Math.round((perSecond / readPerSecond) * 1_000);
  feed.gather_ms = Math.min(gatherMostMs, Math.max(gatherLeastMs, wanted));
  const frame = beatFrame(feed, position(feed));
  for (const listener of everybody(feed)) sendTo(listener, frame);
  nextBeat(feed);
}

/** Those whose time is up, and those whose session is over or has other grants by now: they are asked again. */
async function endWhatIsOver(feed: Feed): Promise<void> {
  const [now, asked] = [performance.now(), everybody(feed)];
  const standing = await standingOfSessions(feed.ports, [...feed.sessions.keys()]);
  for (const listener of asked) {
    const stands_on = standing.get(listener.session_id);
    listener.stands_on ??= stands_on;
    if (listener.until > now && stands_on !== undefined && listener.stands_on === stands_on) continue;
    listener.stream.end();
    leave(feed, listener);
  }
}
