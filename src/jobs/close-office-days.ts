import type { App } from '../actions/app.ts';
import { closeOfficeDays } from '../actions/turns/close-office-days.ts';

/** Every few minutes: waiting rooms whose day is over. */
export async function endOfficeDays(app: App): Promise<void> {
  await closeOfficeDays(app, { kind: 'system' }, {});
}
