import type { App } from '../actions/app.ts';
import { bindLetter } from '../actions/correspondence/bind-letter.ts';
import type { Attempt } from './job.ts';

/** Binds the pages of a letter that was registered. */
export async function bindRegistered(app: App, { payload }: Attempt): Promise<void> {
  await bindLetter(app, String(payload['letter_id']));
}
