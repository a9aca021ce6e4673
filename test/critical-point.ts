import { newId } from '../src/store/ids.ts';
import type { Town } from './town.ts';

/** A queue that grows in Iztapalapa, found a moment ago; nobody sees to it yet. */
export async function aCriticalPoint(town: Town): Promise<{ id: string; owner_id: string }> {
  const [id, at] = [newId(), town.app.now()];
  const unit_id = town.units['iztapalapa/obras']!;
  const place = { city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, unit_id };
  await town.asSystem((tx) =>
    tx
      .insertInto('critical_points')
      .values({
        ...{
          id,
          ...place,
          kind: 'queue_rising',
          key: `queue_rising/${id}`,
          state: 'open',
          compared: 'weeks',
        },
        ...{ found_at: at, last_found_at: at, since: '2026-02-01', before_value: 10, after_value: 30 },
        ...{ weekly: [10, 20, 30], chance: 0.01, petitions: 0, petition_ids: [] },
      })
      .execute(),
  );
  return { id, owner_id: town.staff['supervisor.iztapalapa']!.user_id };
}
