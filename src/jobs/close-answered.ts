import type { App } from '../actions/app.ts';
import { closeAnswered } from '../actions/petitions/close-answered.ts';

const limit = 200;

/** Closes what was answered and neither confirmed nor contested in the days the city gives, batch after batch. */
export async function closeAnsweredPetitions(app: App): Promise<void> {
  let done = limit;
  while (done === limit) ({ done } = await closeAnswered(app, { limit }));
}
