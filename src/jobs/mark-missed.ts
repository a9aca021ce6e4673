import type { App } from '../actions/app.ts';
import { markMissed } from '../actions/petitions/mark-missed.ts';

/** Writes down the deadlines that went by since the last time. */
export async function markMissedClocks(app: App): Promise<void> {
  await markMissed(app);
}
