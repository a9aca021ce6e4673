import type { App } from '../actions/app.ts';
import { markMissed } from '../actions/petitions/mark-missed.ts';

const limit = 500;

/** Writes down the deadlines that went by since the last time, batch after batch. */
export async function markMissedClocks(app: App): Promise<void> {
  let done = limit;
  while (done === limit) ({ done } = await markMissed(app, { limit }));
}
