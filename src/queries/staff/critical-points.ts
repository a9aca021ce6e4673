import { sql, type SqlBool } from 'kysely';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Compared, PointKind, PointResult, PointState } from '../../core/critical-points/point.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { listPetitions, type Asker } from './list-petitions.ts';
import { ownersOfPoint } from './point-owners.ts';
import { readingAs, type StaffPorts } from './ports.ts';
import { lyingWithin } from './satisfaction.ts';

export interface PointsAsked {
  readonly state?: PointState | 'mine' | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number | undefined;
}

const order = 'critical-points';

/**
 * Critical points of where the asker may know them, those found first in front; when the city was last looked through.
 * Null for a cursor that is none.
 */
export function listCriticalPoints(ports: StaffPorts, asker: Asker, asked: PointsAsked) {
  const from = readCursor(order, asked.cursor);
  if (from === undefined) return Promise.resolve(null);
  const { actor, city } = asker;
  const limit = asked.limit ?? 50;
  const { state = 'open' } = asked;
  const isAsked =
    state === 'mine'
      ? sql<SqlBool>`(s.owner_id = ${actor.user_id} and s.state <> 'closed')`
      : sql<SqlBool>`s.state = ${state}`;
  const after =
    from === null
      ? sql<SqlBool>`true`
      : sql<SqlBool>`(s.found_at, s.id) < (${from.value}::timestamptz, ${from.id}::uuid)`;
  return readingAs(ports, actor, async (reader) => {
    const { rows } = await sql<PointRow>`${pointColumns}
      where ${isKnown(asker)} and ${isAsked} and ${after}
      order by s.found_at desc, s.id desc limit ${limit + 1}`.execute(reader);
    const search = await reader
      .selectFrom('critical_point_searches')
      .select(['searched_at', 'looked_at', 'found'])
      .where('city_id', '=', city.city.id)
      .executeTakeFirst();
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      items: shown.map((row) => present(row, asker, ports.now())),
      search: search ?? null,
      next_cursor: last === undefined ? null : writeCursor(order, { value: last.found_at, id: last.id }),
    };
  });
}

/** Petitions that are shown under a point. */
const petitions_shown = 50;

/**
 * One point with its history, and of the petitions behind it those that the asker may see. Null for one that is not
 * there, or not theirs to know.
 */
export async function criticalPoint(ports: StaffPorts, asker: Asker, id: string) {
  const found = await readingAs(ports, asker.actor, async (reader) => {
    const { rows } = await sql<PointRow>`${pointColumns} where ${isKnown(asker)} and s.id = ${id}`.execute(
      reader,
    );
    const [row] = rows;
    if (row === undefined) return null;
    const events = await reader
      .selectFrom('critical_point_events as e')
      .leftJoin('users as u', 'u.id', 'e.user_id')
      .leftJoin('users as o', 'o.id', 'e.owner_id')
      .select(['e.id', 'e.at', 'e.type', 'e.due_on', 'e.words', 'u.name as by', 'o.name as owner'])
      .where('e.critical_point_id', '=', id)
      .orderBy('e.at')
      .orderBy('e.id')
      .execute();
    const owners = await ownersOfPoint(reader, asker.city, row);
    return { row, owners, events: events.map((event) => ({ ...event, type: event.type as EventType })) };
  });
  if (found === null) return null;
  const { row, events, owners } = found;
  const list = await listPetitions(ports, asker, {
    ...{ ids: row.petition_ids, order: 'received', limit: petitions_shown },
  });
  return { ...present(row, asker, ports.now()), events, owners, behind: list?.items ?? [] };
}

type EventType = 'found' | 'found_again' | 'passed' | 'planned' | 'noted' | 'closed';

const isKnown = ({ actor, city }: Asker) =>
  sql<SqlBool>`s.city_id = ${city.city.id} and ${lyingWithin(actor, 'critical_point.read', city.city.id)}`;

const pointColumns = sql`select s.id, s.kind, s.state, s.authority_id, s.unit_id, s.service_id, s.zone_code, s.latitude,
  s.longitude, s.found_at, s.last_found_at, s.passed_at, s.since, s.compared, s.before_value, s.before_low, s.before_high,
  s.before_n, s.after_value, s.after_low, s.after_high, s.after_n, s.weekly, s.chance, s.petitions, s.petition_ids,
  s.owner_id, o.name as owner_name, s.due_on, s.plan, s.result, s.closing_note, s.closed_at, c.name as closed_by, s.version
  from critical_points s left join users o on o.id = s.owner_id left join users c on c.id = s.closed_by`;

interface PointRow {
  readonly id: string;
  readonly kind: PointKind;
  readonly state: PointState;
  readonly authority_id: string;
  readonly unit_id: string;
  readonly service_id: string | null;
  readonly zone_code: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly found_at: string;
  readonly last_found_at: string;
  readonly passed_at: string | null;
  readonly since: string;
  readonly compared: Compared;
  readonly before_value: number;
  readonly before_low: number | null;
  readonly before_high: number | null;
  readonly before_n: number | null;
  readonly after_value: number;
  readonly after_low: number | null;
  readonly after_high: number | null;
  readonly after_n: number | null;
  readonly weekly: number[];
  readonly chance: number;
  readonly petitions: number;
  readonly petition_ids: string[];
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly due_on: string | null;
  readonly plan: string | null;
  readonly result: PointResult | null;
  readonly closing_note: string | null;
  readonly closed_at: string | null;
  readonly closed_by: string | null;
  readonly version: number;
}

function present(row: PointRow, { actor, city }: Asker, now: string) {
  const { id, kind, state, found_at, last_found_at, passed_at, since, compared, weekly, chance } = row;
  const { petitions, due_on, plan, result, closing_note, closed_at, closed_by, version } = row;
  const service = row.service_id === null ? undefined : city.services.get(row.service_id);
  const today = localDateOf(now, city.city.time_zone);
  return {
    ...{ id, kind, state, found_at, last_found_at, passed_at, since, compared, weekly, chance, petitions },
    ...{ due_on, plan, result, closing_note, closed_at, closed_by, version },
    authority: { id: row.authority_id, name: city.authorities.get(row.authority_id)?.name ?? '' },
    unit: { id: row.unit_id, name: city.units.get(row.unit_id)?.name ?? '' },
    service: service === undefined ? null : { code: service.code, name: service.name },
    place: placeOf(row, city),
    before: { value: row.before_value, low: row.before_low, high: row.before_high, n: row.before_n },
    after: { value: row.after_value, low: row.after_low, high: row.after_high, n: row.after_n },
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
    is_mine: row.owner_id === actor.user_id,
    overdue: state !== 'closed' && due_on !== null && due_on < today,
  };
}

/** A neighbourhood by its name; a small square by its middle. */
function placeOf({ zone_code, latitude, longitude }: PointRow, city: Asker['city']) {
  if (zone_code !== null)
    return { name: city.zones.get(zone_code)?.name ?? zone_code, latitude: null, longitude: null };
  return latitude === null || longitude === null ? null : { name: null, latitude, longitude };
}
