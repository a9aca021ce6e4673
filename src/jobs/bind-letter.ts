import type { App } from '../actions/app.ts';
import { bindLetter } from '../actions/correspondence/bind-letter.ts';
import { bindPileParts } from '../actions/correspondence/bind-pile-parts.ts';
import { readPile } from '../actions/correspondence/read-pile.ts';
import type { Attempt } from './job.ts';

/** Binds the pages of a letter that was registered. */
export async function bindRegistered(app: App, { payload }: Attempt): Promise<void> {
  await bindLetter(app, String(payload['letter_id']));
}

/** Looks for cover sheets in a pile that was scanned. */
export async function readScanned(app: App, { payload }: Attempt): Promise<void> {
  await readPile(app, String(payload['pile_id']));
}

/** Binds to their letters what was chosen of a pile. */
export async function bindScanned(app: App, { payload }: Attempt): Promise<void> {
  await bindPileParts(app, String(payload['pile_id']));
}
