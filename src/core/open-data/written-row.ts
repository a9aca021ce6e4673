import type { Cell, DatasetShape, Row } from './dataset.ts';

/** RFC 4180: quoted only where it has to be; nothing is an empty field, and an empty text is a quoted one. */
function field(value: Cell): string {
  if (value === null) return '';
  if (value === '') return '""';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (fields: readonly string[]): string => `${fields.join(',')}\r\n`;

export const csvHeader = ({ columns }: DatasetShape): string => line(columns.map(({ name }) => name));

export const csvLine = ({ columns }: DatasetShape, row: Row): string =>
  line(columns.map(({ name }) => field(row[name] ?? null)));

/** The columns in their order, whatever the order of the row. */
const ordered = ({ columns }: DatasetShape, row: Row): Record<string, Cell> =>
  Object.fromEntries(columns.map(({ name }) => [name, row[name] ?? null]));

export const jsonLine = (shape: DatasetShape, row: Row): string => `${JSON.stringify(ordered(shape, row))}\n`;

/** One feature; a row without a place is a feature without geometry, so that no row is lost in a map. */
export function feature(shape: DatasetShape, row: Row): string {
  const { latitude = null, longitude = null } =
    shape.point === undefined
      ? {}
      : { latitude: row[shape.point.latitude], longitude: row[shape.point.longitude] };
  const geometry =
    latitude === null || longitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] };
  return JSON.stringify({ type: 'Feature', geometry, properties: ordered(shape, row) });
}

/** What a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers. */
export function guardedField(text: string): string {
  return /^[=+\-@\t\r]/.test(text) && !/^-?\d+([.,]\d+)?$/.test(text) ? `'${text}` : text;
}
