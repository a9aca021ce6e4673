import { isWatched, type BoardMoved } from '../../../core/access/boards.ts';
import { everybody, type Feed } from './feed.ts';
import { boardFrame } from './frames.ts';

/** The first is told at once; what follows within this is told together: one call is several events. */
const gatherMs = 250;

/** A board moved: whoever may see it is told which, and reads it. */
export function hearBoard(feed: Feed, moved: BoardMoved): void {
  feed.moved.set(JSON.stringify(moved), moved);
  if (feed.gathering === undefined) tellMoved(feed);
}

function tellMoved(feed: Feed): void {
  feed.gathering = undefined;
  if (feed.moved.size === 0) return;
  const all = [...feed.moved.values()];
  feed.moved.clear();
  for (const { watches, stream } of everybody(feed)) {
    const told = new Set(
      all.filter((one) => isWatched(watches, one)).map(({ board, id }) => boardFrame(board, id)),
    );
    if (told.size > 0) stream.send(Buffer.from([...told].join('')));
  }
  feed.gathering = setTimeout(() => tellMoved(feed), gatherMs).unref();
}
