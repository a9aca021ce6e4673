import { addDays } from '../../core/deadlines/plain-date.ts';
import { publicViewOf } from '../../core/petitions/visibility.ts';
import type { Stage, Visibility } from '../../core/petitions/stages.ts';
import type { Database } from '../../store/database.ts';
import { readingAnywhere } from '../../store/standby.ts';
import { visiblePetitions } from '../visible-petitions.ts';

export interface NearbyPetition {
  readonly folio: string;
  readonly filed_on: string;
  readonly stage: Stage;
  readonly supporters_count: number;
  /** Rounded up to 50 m, so that nobody's door can be worked out. */
  readonly metres: number;
  /** Only where the text was published. */
  readonly text: string | null;
}

const METRES_PER_DEGREE = 111_320;

/**
 * Open petitions about the same service near a point, that the public may know of: nearest first, five at most.
 * @param near degrees; `metres` (200) and `days` (30) bound the search
 */
export async function nearbyPetitions(
  database: Database,
  near: { city_id: string; service_id: string; latitude: number; longitude: number; today: string },
  { metres = 200, days = 30 }: { metres?: number; days?: number } = {},
): Promise<NearbyPetition[]> {
  const high = metres / METRES_PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((near.latitude * Math.PI) / 180));
  const rows = await readingAnywhere(database, { kind: 'public' }, (reader) =>
    reader
      .selectFrom('petitions as p')
      .select([
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
      .where('p.city_id', '=', near.city_id)
      .where('p.service_id', '=', near.service_id)
      .where('p.stage', 'not in', ['closed', 'replied'])
      .where('p.merged_into', 'is', null)
      .where('p.latitude', '>=', near.latitude - high)
      .where('p.latitude', '<=', near.latitude + high)
      .where('p.longitude', '>=', near.longitude - wide)
      .where('p.longitude', '<=', near.longitude + wide)
      .where('p.filed_on', '>=', addDays(near.today, -days))
      .where(visiblePetitions({ kind: 'public' }) as never)
      .limit(200)
      .execute(),
  );
  return rows
    .map((row) => ({ row, away: metresBetween(near, row) }))
    .filter(({ away }) => away <= metres)
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
  to: { latitude: number | null; longitude: number | null },
): number {
  const north = ((to.latitude ?? 0) - from.latitude) * METRES_PER_DEGREE;
  const east =
    ((to.longitude ?? 0) - from.longitude) * METRES_PER_DEGREE * Math.cos((from.latitude * Math.PI) / 180);
  return Math.hypot(north, east);
}
