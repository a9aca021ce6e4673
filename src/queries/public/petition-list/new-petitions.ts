import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import { knownPlaceOf } from '../../../core/open-data/known-place.ts';
import type { Stage } from '../../../core/petitions/stages.ts';
import type { Reader } from '../../../store/database.ts';
import { listedPublicly } from '../../visible-petitions.ts';
import { fitting, type ListFilter, type PetitionQuery } from './list-filter.ts';

/** A new petition as a message tells it: nothing that a person wrote. */
export interface NewPetition {
  readonly folio: string;
  readonly service_id: string;
  readonly stage: Stage;
  readonly received_at: string;
  /** Neighbourhood and borough as the city lists them. */
  readonly place: readonly string[];
}

export interface NewAsked {
  readonly filter: ListFilter;
  /** Instants; received after the first, up to the second. */
  readonly after: string;
  readonly until: string;
  readonly limit: number;
}

/** The public petitions that were received in a time, newest first. */
export async function newPetitions(
  reader: Reader,
  city: CityConfiguration,
  { filter, after, until, limit }: NewAsked,
): Promise<NewPetition[]> {
  const query: PetitionQuery = reader
    .selectFrom('petitions as p')
    .where('p.city_id', '=', city.city.id)
    .where(listedPublicly());
  const rows = await fitting(city, query, filter)
    .where('p.received_at', '>', after)
    .where('p.received_at', '<=', until)
    .select(['p.folio', 'p.service_id', 'p.stage', 'p.received_at', 'p.zone_code', 'p.neighbourhood'])
    .orderBy('p.received_at', 'desc')
    .orderBy('p.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ zone_code, neighbourhood, ...row }) => {
    const known = knownPlaceOf(city, { zone_code, neighbourhood });
    const names = [known.neighbourhood?.name, known.borough?.name];
    return {
      ...row,
      stage: row.stage as Stage,
      place: names.filter((name): name is string => name !== undefined),
    };
  });
}
