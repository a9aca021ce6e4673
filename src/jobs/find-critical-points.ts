import type { App } from '../actions/app.ts';
import { findCriticalPoints } from '../actions/critical-points/find-critical-points.ts';
import { allJurisdictions } from '../queries/public/open311/jurisdictions.ts';
import type { Attempt } from './job.ts';

/** Every night all cities, one after the other; the one that somebody asked for at once. */
export async function findAllCriticalPoints(app: App, { payload }: Attempt): Promise<void> {
  const asked = payload['city_id'];
  const cities =
    typeof asked === 'string' ? [asked] : (await allJurisdictions(app.database)).map(({ city }) => city.id);
  for (const city_id of cities) await findCriticalPoints(app, { kind: 'system' }, { city_id });
}
