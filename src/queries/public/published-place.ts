import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { publishedPoint, type PublishedPoint } from '../../core/open-data/published-place.ts';
import type { Visibility } from '../../core/petitions/stages.ts';
import type { KeyRing } from '../../store/encryption.ts';
import { drawOf } from '../../store/public-names.ts';

export interface PlacedRow {
  readonly id: string;
  readonly service_id: string;
  readonly visibility: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

/** The only point of a petition that the public is ever given, whichever door asks; null where it has none for them. */
export function placeForPublic(
  keys: Pick<KeyRing, 'publishing'>,
  city: CityConfiguration,
  row: PlacedRow,
): PublishedPoint | null {
  const { latitude, longitude } = row;
  if (latitude === null || longitude === null) return null;
  const service = city.services.get(row.service_id);
  const visibility = row.visibility as Visibility;
  return publishedPoint({ latitude, longitude, visibility, service }, drawOf(keys, row.id));
}
