import type { App } from '../actions/app.ts';
import { sendDigests } from '../actions/subscriptions/send-digests.ts';

/** Writes to those who follow new petitions and whose day or week is over. */
export async function tellSubscribers(app: App): Promise<void> {
  await sendDigests(app);
}
