import type { App } from '../actions/app.ts';
import { publishOpenData } from '../actions/open-data/publish-open-data.ts';
import { allJurisdictions } from '../queries/public/open311/jurisdictions.ts';

/** Every night: the open data of every city, one after the other. */
export async function publishAllOpenData(app: App): Promise<void> {
  for (const { city } of await allJurisdictions(app.database)) await publishOpenData(app, city.id);
}
