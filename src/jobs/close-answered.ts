import type { App } from '../actions/app.ts';
import { closeAnswered } from '../actions/petitions/close-answered.ts';

/** Closes what was answered and neither confirmed nor contested in the days the city gives. */
export async function closeAnsweredPetitions(app: App): Promise<void> {
  await closeAnswered(app);
}
