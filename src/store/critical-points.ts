import type { Behind } from './critical-point-candidates.ts';
import type { Finding, PointState } from '../core/critical-points/point.ts';
import type { Tx } from './database.ts';
import { newId } from './ids.ts';

/** What is written down of a point's life. */
export interface PointEvent {
  readonly critical_point_id: string;
  readonly authority_id: string;
  readonly at: string;
  readonly type: 'found' | 'found_again' | 'passed' | 'planned' | 'noted' | 'closed';
  readonly user_id?: string | null;
  readonly owner_id?: string;
  readonly due_on?: string;
  readonly words?: string;
}

/** Adds to the history of a point, in the transaction of the change it tells. */
export async function tellOfPoint(tx: Tx, event: PointEvent): Promise<void> {
  await tx
    .insertInto('critical_point_events')
    .values({ id: newId(), ...event })
    .execute();
}

/** All points of a city, locked, for the search that goes over them. */
export function lockPoints(tx: Tx, city_id: string) {
  return tx
    .selectFrom('critical_points')
    .select(['id', 'key', 'authority_id', 'state', 'owner_id', 'closed_at', 'version'])
    .where('city_id', '=', city_id)
    .orderBy('id')
    .forUpdate()
    .execute();
}

interface Found {
  readonly finding: Finding;
  readonly behind: Behind & { readonly unit_id: string };
  readonly now: string;
}

/** What is told of a point anew each time it is found. */
function columnsOf({ finding, behind, now }: Found) {
  const { before, after, compared, since, weekly, chance } = finding;
  return {
    ...{ compared, since, chance, weekly: [...weekly], last_found_at: now, passed_at: null },
    ...{ before_value: before.value, before_low: before.low, before_high: before.high, before_n: before.n },
    ...{ after_value: after.value, after_low: after.low, after_high: after.high, after_n: after.n },
    ...{ petitions: behind.petitions, petition_ids: behind.petition_ids, unit_id: behind.unit_id },
  };
}

/** A point that was never found before. @returns its id */
export async function addPoint(tx: Tx, city_id: string, found: Found): Promise<string> {
  const { kind, key, authority_id, service_id, place } = found.finding;
  const id = newId();
  const zone_code = place !== null && 'zone_code' in place ? place.zone_code : null;
  const point = place !== null && 'latitude' in place ? place : { latitude: null, longitude: null };
  const { latitude, longitude } = point;
  await tx
    .insertInto('critical_points')
    .values({
      ...{ id, city_id, kind, key, authority_id, service_id, zone_code, latitude, longitude },
      ...columnsOf(found),
      ...{ state: 'open', found_at: found.now },
    })
    .execute();
  return id;
}

/** A point that is found again: its figures of now, and its state where that changes. */
export async function refreshPoint(
  tx: Tx,
  { id, version }: { id: string; version: number },
  found: Found & { readonly state: PointState | null },
): Promise<void> {
  const anew = {
    ...{ state: 'open', owner_id: null, due_on: null, plan: null, result: null },
    ...{ closing_note: null, closed_at: null, closed_by: null },
  };
  const { state } = found;
  await tx
    .updateTable('critical_points')
    .set({
      ...columnsOf(found),
      ...(state === 'open' ? anew : state === null ? {} : { state }),
      version: state === null ? version : version + 1,
    })
    .where('id', '=', id)
    .execute();
}

/** Says when a city was last looked through, at how much, and how many points there were. */
export async function noteSearch(
  tx: Tx,
  row: { city_id: string; searched_at: string; looked_at: number; found: number },
): Promise<void> {
  const { city_id: _, ...rest } = row;
  await tx
    .insertInto('critical_point_searches')
    .values(row)
    .onConflict((conflict) => conflict.column('city_id').doUpdateSet(rest))
    .execute();
}
