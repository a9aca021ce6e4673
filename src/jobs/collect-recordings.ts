import type { App } from '../actions/app.ts';
import { bindRecordings, deleteRecordings } from '../actions/recordings/delete-recordings.ts';
import { collectRecordings } from '../actions/recordings/collect-recordings.ts';

/** Each minute: what the exchange recorded since, and whose call it was where that became known. */
export async function collectNewRecordings(app: App): Promise<void> {
  if (app.recordings_folder !== undefined) await collectRecordings(app, app.recordings_folder);
  await bindRecordings(app, { kind: 'system' }, {});
}

/** Each hour, since local midnight is at another hour in each time zone: those whose time is over. */
export async function deleteOldRecordings(app: App): Promise<void> {
  await deleteRecordings(app);
}
