import type { App } from '../actions/app.ts';
import { publishOpenData } from '../actions/open-data/publish-open-data.ts';
import { allJurisdictions } from '../queries/public/open311/jurisdictions.ts';

/** Every night: the open data of every city, one after the other; in a process of its own where there is one for it. */
export async function publishAllOpenData(app: App): Promise<void> {
  if (app.publish_apart !== undefined) return app.publish_apart(app.stopping);
  for (const { city } of await allJurisdictions(app.database)) await publishOpenData(app, city.id);
}
