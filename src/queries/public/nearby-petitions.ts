import { sql } from 'kysely';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { addDays } from '../../core/deadlines/plain-date.ts';
import { publicViewOf } from '../../core/petitions/visibility.ts';
import type { Stage, Visibility } from '../../core/petitions/stages.ts';
import type { KeyRing } from '../../store/encryption.ts';
import type { Database } from '../../store/database.ts';
import { readingAnywhere } from '../../store/standby.ts';
import { visiblePetitions } from '../visible-petitions.ts';
import { placeForPublic } from './published-place.ts';

export interface NearbyPetition {
  readonly folio: string;
  readonly filed_on: string;
  readonly stage: Stage;
  readonly supporters_count: number;
  /** To where the public sees it, rounded up to 50 m. */
  readonly metres: number;
  /** Only where the text was published. */
  readonly text: string | null;
}

const METRES_PER_DEGREE = 111_320;
/** What is shown lies at most so far from the truth, which the index knows. */
const farthest_mask_m = 250;

/**
 * Open petitions about the same service near a point, that the public may know of: nearest first, five at most. Near is
 * what the public place says, as far as it is known: distances to the true one from three points would tell it.
 * @param near degrees; `metres` (200) and `days` (30) bound the search
 */
export async function nearbyPetitions(
  { database, keys }: { database: Database; keys: KeyRing },
  near: { city: CityConfiguration; service_id: string; latitude: number; longitude: number; today: string },
  { metres = 200, days = 30 }: { metres?: number; days?: number } = {},
): Promise<NearbyPetition[]> {
  const high = (metres + farthest_mask_m) / METRES_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((near.latitude * Math.PI) / 180));
  const rows = await readingAnywhere(database, { kind: 'public' }, (reader) =>
    reader
      .selectFrom('petitions as p')
      .select([
        'p.id',
        'p.service_id',
        'p.folio',
        'p.filed_on',
        'p.stage',
        'p.supporters_count',
        'p.latitude',
        'p.longitude',
        'p.visibility',
        'p.moderation',
        'p.public_description',
        'p.description',
      ])
      .where('p.city_id', '=', near.city.city.id)
      .where('p.service_id', '=', near.service_id)
      .where('p.stage', 'not in', ['closed', 'replied'])
      .where('p.merged_into', 'is', null)
      .where('p.latitude', '>=', near.latitude - high)
      .where('p.latitude', '<=', near.latitude + high)
      .where('p.longitude', '>=', near.longitude - wide)
      .where('p.longitude', '<=', near.longitude + wide)
      .where('p.filed_on', '>=', addDays(near.today, -days))
      .where(visiblePetitions({ kind: 'public' }) as never)
      .limit(sql.lit(200))
      .execute(),
  );
  return rows
    .flatMap((row) => {
      const place = placeForPublic(keys, near.city, row);
      return place === null ? [] : [{ row, place, away: metresBetween(near, place) }];
    })
    .filter(({ away, place }) => away <= metres + place.precision_m)
    .sort((one, other) => one.away - other.away)
    .slice(0, 5)
    .map(told);
}

interface Found {
  readonly row: {
    readonly folio: string;
    readonly filed_on: string;
    readonly stage: string;
    readonly supporters_count: number;
    readonly visibility: string;
    readonly moderation: string;
    readonly public_description: string | null;
    readonly description: string;
  };
  readonly away: number;
}

function told({ row, away }: Found): NearbyPetition {
  const seen = publicViewOf(row.visibility as Visibility, row.moderation);
  return {
    folio: row.folio,
    filed_on: row.filed_on,
    stage: row.stage as Stage,
    supporters_count: row.supporters_count,
    metres: Math.max(50, Math.ceil(away / 50) * 50),
    text: seen.text ? (row.public_description ?? row.description) : null,
  };
}

function metresBetween(
  from: { latitude: number; longitude: number },
  to: { latitude: number; longitude: number },
): number {
  const north = (to.latitude - from.latitude) * METRES_PER_DEGREE;
  const east =
    (to.longitude - from.longitude) * METRES_PER_DEGREE * Math.cos((from.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
