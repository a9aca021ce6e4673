import type { ImportTarget } from '../../actions/imports/import-target.ts';
import type { PastPetition } from '../../actions/imports/past-petition.ts';
import { fold } from './fold.ts';
import type { Mapping } from './mapping.ts';
import { readCoordinate, valueLookup, type RowValues } from './row-values.ts';

type Warn = (column: string | undefined, code: string, value: string | null) => void;
export type MappedPlace = Pick<PastPetition, 'address_text' | 'neighbourhood' | 'zone_code' | 'point'>;

/** Reads where a row is about; what cannot be read is left out with a warning. */
export function placeReader(
  { place }: Mapping,
  target: ImportTarget,
): (row: RowValues, warn: Warn) => MappedPlace {
  const zoneOf = zoneReader(place, target);
  return (row, warn) => ({
    address_text: row.written(place.address?.parts, ', ')?.slice(0, 1000) ?? null,
    neighbourhood: row.first(place.neighbourhood)?.slice(0, 200) ?? null,
    zone_code: zoneOf(row, warn),
    point: pointOf(place, row, warn),
  });
}

/** The first column that names a zone rules; one that names another is said, because people err and catalogues do too. */
function zoneReader(place: Mapping['place'], target: ImportTarget) {
  const names = new Map<string, string>();
  for (const { code, name, level } of target.zones) {
    for (const key of [fold(code), fold(name)]) if (level !== 'city' && !names.has(key)) names.set(key, code);
  }
  const columns = place.zone.map(({ column, values, only_values }) => {
    const lookup = valueLookup(values);
    return {
      column,
      only_values,
      find: (text: string) => lookup(text) ?? (only_values ? undefined : names.get(fold(text))),
    };
  });
  return (row: RowValues, warn: Warn): string | null => {
    let chosen: string | null = null;
    for (const { column, only_values, find } of columns) {
      const text = row.cell(column);
      if (text === null) continue;
      const code = find(text);
      if (code === undefined) {
        if (!only_values) warn(column, 'zone_not_mapped', text);
      } else if (chosen === null) chosen = code;
      else if (chosen !== code) warn(column, 'zone_columns_differ', text);
    }
    return chosen;
  };
}

function pointOf(place: Mapping['place'], row: RowValues, warn: Warn): PastPetition['point'] {
  const [lat, lon] = [row.cell(place.latitude), row.cell(place.longitude)];
  if (lat === null && lon === null) return null;
  if (lat === null) return (warn(place.latitude, 'latitude_missing', null), null);
  if (lon === null) return (warn(place.longitude, 'longitude_missing', null), null);
  const [latitude, longitude] = [readCoordinate(lat), readCoordinate(lon)];
  if (latitude === null) return (warn(place.latitude, 'not_a_coordinate', lat), null);
  if (longitude === null) return (warn(place.longitude, 'not_a_coordinate', lon), null);
  if (Math.abs(latitude) > 180 || Math.abs(longitude) > 180) {
    return (warn(place.latitude, 'not_a_coordinate', lat), null);
  }
  return { latitude, longitude };
}
