import { remindOfReviews } from '../actions/knowledge/remind-of-reviews.ts';
import type { App } from '../actions/app.ts';
import { allJurisdictions } from '../queries/public/open311/jurisdictions.ts';

/** Every morning, city by city. */
export async function remindOwners(app: App): Promise<void> {
  for (const { city } of await allJurisdictions(app.database))
    await remindOfReviews(app, { kind: 'system' }, { city_id: city.id });
}
