import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import { addDays, startOfDayInstant, type PlainDate } from '../../../core/deadlines/plain-date.ts';
import { isOpen, type Standing } from '../../../core/petitions/list-standing.ts';
import type { DB } from '../../../store/schema.generated.ts';

/** Which public petitions; ids and codes of the city's own. */
export interface ListFilter {
  readonly service_id?: string;
  readonly authority_id?: string;
  /** Code of a zone: a borough with all that lies in it, or one neighbourhood. */
  readonly zone?: string;
  readonly standing?: Standing;
  /** First and last day of receipt, in the city's time. */
  readonly from?: PlainDate;
  readonly to?: PlainDate;
}

export type PetitionQuery = SelectQueryBuilder<DB & { p: DB['petitions'] }, 'p', object>;

/** The petitions (alias `p`) that fit; whether they are public is asked beside it. */
export function fitting(city: CityConfiguration, query: PetitionQuery, filter: ListFilter): PetitionQuery {
  const { service_id, authority_id, zone, standing, from, to } = filter;
  const { time_zone } = city.city;
  let found = query;
  if (service_id !== undefined) found = found.where('p.service_id', '=', service_id);
  if (authority_id !== undefined) found = found.where('p.current_authority_id', '=', authority_id);
  if (zone !== undefined) found = found.where(inZone(city, zone));
  if (standing !== undefined) found = found.where(standsSo(standing));
  if (from !== undefined) found = found.where('p.received_at', '>=', startOfDayInstant(from, time_zone));
  if (to !== undefined)
    found = found.where('p.received_at', '<', startOfDayInstant(addDays(to, 1), time_zone));
  return found;
}

function standsSo(standing: Standing): RawBuilder<SqlBool> {
  // In so many words, so that the index of what is open is found to fit.
  const open = isOpen(standing) ? sql`p.stage <> 'closed'` : sql`p.stage = 'closed'`;
  switch (standing.kind) {
    case 'stage':
      return sql<SqlBool>`(${open} and p.stage = ${standing.stage})`;
    case 'outcome':
      return sql<SqlBool>`(${open} and p.outcome_class = ${standing.outcome_class})`;
    default:
      return sql<SqlBool>`${open}`;
  }
}

/**
 * A petition lies in a neighbourhood where its pin says so, or where the person chose that neighbourhood of the borough.
 * What else they may have typed is not told of it (`knownPlaceOf`), and finds nothing here.
 */
function inZone(city: CityConfiguration, code: string): RawBuilder<SqlBool> {
  const zone = city.zones.get(code);
  if (zone?.level === 'neighbourhood') {
    const chosen = sql`p.zone_code = ${zone.parent_code} and fold_text(p.neighbourhood) = fold_text(${zone.name})`;
    return zone.geometry === null
      ? sql<SqlBool>`(${chosen})`
      : sql<SqlBool>`(p.zone_code = ${code} or ${chosen})`;
  }
  const drawn = [...city.zones.values()].filter(
    ({ parent_code, geometry, level }) =>
      level === 'neighbourhood' && parent_code === code && geometry !== null,
  );
  if (drawn.length === 0) return sql<SqlBool>`p.zone_code = ${code}`;
  return sql<SqlBool>`p.zone_code = any(${[code, ...drawn.map((one) => one.code)]}::text[])`;
}
