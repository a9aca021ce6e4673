import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';
import { DATE_FORMATS } from './read-moment.ts';

// A column may be called 2024, which YAML reads as a number.
const word = z.union([z.string(), z.number().transform(String)]);
const column = word.pipe(z.string().trim().min(1));
const columns = z.union([column.transform((one) => [one]), z.array(column).min(1)]);
/** `{name of a column}` is filled in; a part whose columns are all empty is left out. */
const parts = z.array(z.string().min(1)).min(1);
const timeZone = z.string().refine(isTimeZone, 'time_zone');
const moment = z.strictObject({
  column,
  format: z.enum(DATE_FORMATS),
  /** The hour, where it stands in a column of its own. */
  time_column: column.optional(),
});

const stage = z.enum(['assigned', 'in_work', 'closed']);
const status = z.strictObject({
  stage,
  /** Code of an outcome of the city; a closed petition has one. */
  outcome: z.string().optional(),
  /** What a closing date of an open petition says: it was closed and is open again. Otherwise it is left out and reported. */
  closed_date_means: z.literal('reopened').optional(),
});

/** How a file of another system is read. Field by field in docs/operating/import.md. */
export const mappingSchema = z.strictObject({
  /** Name of the other system: small letters, digits, hyphens. With the id it says what came in before. */
  system: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'system'),
  file: z
    .strictObject({
      encoding: z.string().optional(),
      delimiter: z.enum([',', ';', '|', '\t']).optional(),
      sheet: z.union([z.string(), z.int().min(1)]).optional(),
      header_line: z.int().min(1).optional(),
    })
    .default({}),
  /** Zone of the hours in the file; the city's own where it says nothing. */
  time_zone: timeZone.optional(),
  /** What the file writes where it knows nothing, besides an empty cell. */
  nulls: z.array(word).default([]),
  /** The columns that name a row for ever; `whole_row` where the file numbers nothing. */
  id: z.union([z.strictObject({ columns }), z.strictObject({ whole_row: z.literal(true) })]),
  received: moment.extend({
    /** For a file whose rows were written by clocks in several zones. */
    time_zone_by: z.strictObject({ column, values: z.record(z.string(), timeZone) }).optional(),
  }),
  channel: z.strictObject({
    column: column.optional(),
    values: z.record(z.string(), z.enum(CHANNELS)).default({}),
    default: z.enum(CHANNELS),
  }),
  service: z.strictObject({
    columns: columns.optional(),
    values: z.record(z.string(), z.string()).default({}),
    default: z.string().default('otro'),
  }),
  status: z.strictObject({
    column: column.optional(),
    values: z.record(z.string(), status).default({}),
    default: status,
  }),
  closed: moment.optional(),
  description: z.strictObject({ parts, free_text: z.boolean() }),
  place: z
    .strictObject({
      /** Tried in order; the first that gives a zone of the city rules. */
      zone: z
        .array(
          z.strictObject({
            column,
            values: z.record(z.string(), z.string()).default({}),
            /** Other values of this column are no zones and nothing is said about them. */
            only_values: z.boolean().default(false),
          }),
        )
        .default([]),
      neighbourhood: columns.optional(),
      address: z.strictObject({ parts }).optional(),
      latitude: column.optional(),
      longitude: column.optional(),
    })
    .default({ zone: [] }),
});

export type Mapping = z.output<typeof mappingSchema>;
export type StatusMapping = z.output<typeof status>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** The names of columns in a text with `{places}`. */
export function columnsIn(text: string): string[] {
  return [...text.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => name!.trim());
}

export type Path = readonly (string | number)[];

/** Every column the mapping names, with where it names it. */
export function columnsNamed(mapping: Mapping): { column: string; path: Path }[] {
  const { id, received, channel, service, status: stages, closed, description, place } = mapping;
  const one = (name: string | undefined, ...path: Path) =>
    name === undefined ? [] : [{ column: name, path }];
  const many = (names: readonly string[] | undefined, ...path: Path) =>
    (names ?? []).flatMap((name) => one(name, ...path));
  const templated = (texts: readonly string[] | undefined, ...path: Path) =>
    (texts ?? []).flatMap((text, index) => many(columnsIn(text), ...path, 'parts', index));
  return [
    ...('columns' in id ? many(id.columns, 'id', 'columns') : []),
    ...one(received.column, 'received', 'column'),
    ...one(received.time_column, 'received', 'time_column'),
    ...one(received.time_zone_by?.column, 'received', 'time_zone_by', 'column'),
    ...one(channel.column, 'channel', 'column'),
    ...many(service.columns, 'service', 'columns'),
    ...one(stages.column, 'status', 'column'),
    ...one(closed?.column, 'closed', 'column'),
    ...one(closed?.time_column, 'closed', 'time_column'),
    ...templated(description.parts, 'description'),
    ...place.zone.flatMap((zone, index) => one(zone.column, 'place', 'zone', index, 'column')),
    ...many(place.neighbourhood, 'place', 'neighbourhood'),
    ...templated(place.address?.parts, 'place', 'address'),
    ...one(place.latitude, 'place', 'latitude'),
    ...one(place.longitude, 'place', 'longitude'),
  ];
}
