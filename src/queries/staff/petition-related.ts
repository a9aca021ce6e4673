import { sql, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import type { Reader } from '../../store/database.ts';
import type { PetitionRow } from '../../store/petitions.ts';
import { petitionsHeldNow } from '../visible-petitions.ts';
import { summaryOf } from './petition-row.ts';

interface RelatedScope {
  readonly reader: Reader;
  readonly actor: StaffActor;
  readonly city: CityConfiguration;
  readonly row: PetitionRow;
}

const metres = 300;
const most = 10;
/** To compare the words of two takes some 50 microseconds. */
const compared = 100;
const columns = [
  ...(['p.id', 'p.folio', 'p.service_id', 'p.stage', 'p.description', 'p.address_text'] as const),
  ...(['p.received_at', 'p.due_at', 'p.latitude', 'p.longitude'] as const),
] as const;

interface Related {
  readonly id: string;
  readonly folio: string;
  readonly service_id: string;
  readonly stage: string;
  readonly description: string;
  readonly address_text: string | null;
  readonly received_at: string;
  readonly due_at: string | null;
  readonly distance?: number | null;
  readonly likeness?: number | null;
}

/** Every other petition of the same person that the asker may see, newest first. */
export async function petitionsOfPerson(scope: RelatedScope) {
  const { row } = scope;
  if (row.person_id === null) return [];
  const rows = await related(scope)
    .where('p.person_id', '=', row.person_id)
    .orderBy('p.received_at', 'desc')
    .limit(sql.lit(50))
    .execute();
  return rows.map((one) => card(scope, one));
}

/** Open petitions about the same service within 300 metres, nearest first. */
export async function petitionsNearby(scope: RelatedScope) {
  const { latitude, longitude, service_id } = scope.row;
  if (latitude === null || longitude === null) return [];
  // A degree of latitude is 111,320 m; one of longitude shrinks with the cosine.
  const high = metres / 111_320;
  const wide = high / Math.max(0.2, Math.cos((latitude * Math.PI) / 180));
  const distance = sql<number>`111320 * sqrt(power(p.latitude - ${latitude}, 2)
    + power((p.longitude - ${longitude}) * cos(radians(${latitude}::float8)), 2))`;
  const rows = await related(scope)
    .select(distance.as('distance'))
    .where('p.service_id', '=', service_id)
    .where('p.stage', '<>', 'closed')
    .where('p.latitude', '>=', latitude - high)
    .where('p.latitude', '<=', latitude + high)
    .where('p.longitude', '>=', longitude - wide)
    .where('p.longitude', '<=', longitude + wide)
    .where(sql<SqlBool>`${distance} <= ${metres}`)
    .orderBy('distance')
    .limit(sql.lit(most))
    .execute();
  return rows.map((one) => card(scope, one));
}

/** Petitions of the last ninety days about the same service whose words are alike: likely duplicates. */
export async function petitionsAlike(scope: RelatedScope) {
  const { row } = scope;
  const since = new Date(Date.parse(row.received_at) - 90 * 86_400_000).toISOString();
  // Some of the newest of the service are compared: ranking all of a frequent one would read them all.
  const likeness = sql<number>`similarity(fold_text(p.description), (select fold_text(${row.description})))`;
  const candidates = related(scope)
    .select(likeness.as('likeness'))
    .where('p.service_id', '=', row.service_id)
    .where('p.received_at', '>', since)
    .where('p.zone_code', row.zone_code === null ? 'is' : '=', row.zone_code)
    .orderBy('p.received_at', 'desc')
    .limit(sql.lit(compared));
  const rows = await scope.reader
    .selectFrom(candidates.as('c'))
    .select(['c.id', 'c.folio', 'c.service_id', 'c.stage', 'c.description', 'c.address_text'])
    .select(['c.received_at', 'c.due_at', 'c.latitude', 'c.longitude', 'c.likeness'])
    .where('c.likeness', '>', 0.35)
    .orderBy('c.likeness', 'desc')
    .limit(sql.lit(most))
    .execute();
  return rows.map((one) => card(scope, one));
}

function related({ reader, actor, row }: RelatedScope) {
  return reader
    .selectFrom('petitions as p')
    .select(columns)
    .where(petitionsHeldNow(actor) as never)
    .where('p.city_id', '=', row.city_id)
    .where('p.id', '<>', row.id);
}

function card({ city }: RelatedScope, one: Related) {
  return {
    ...{ id: one.id, folio: one.folio, stage: one.stage, address_text: one.address_text },
    service: city.services.get(one.service_id)?.name ?? '',
    summary: summaryOf(one.description),
    received_at: one.received_at,
    due_on: one.due_at === null ? null : localDateOf(one.due_at, city.city.time_zone),
    distance_m: one.distance == null ? null : Math.round(one.distance),
    likeness: one.likeness == null ? null : Math.round(one.likeness * 100) / 100,
  };
}
