import { closeLeftOpen } from '../actions/interactions/close-left-open.ts';
import type { App } from '../actions/app.ts';

/** Closes calls and visits that nobody ended, where the working day is over. */
export async function closeLeftOpenInteractions(app: App): Promise<void> {
  await closeLeftOpen(app, { kind: 'system' }, {});
}
