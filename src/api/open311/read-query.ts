import { parseFolio } from '../../core/petitions/folio.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { RequestFilter } from '../../queries/public/open311/request-order.ts';
import { argument, listArgument } from './call.ts';
import { Open311Problem, type ProblemCode } from './problem.ts';

/** GeoReport v2: at most 90 days or the first 1000 records, whichever is smaller. */
export const mostRecords = 1000;
const ninetyDays = 90 * 24 * 3600 * 1000;

// The profile of ISO 8601 that the specification names, the zone being mandatory.
const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

// Some say «always» with the first or the last instant that their language knows; what PostgreSQL and four digits of a
// year can say, whatever is added to it, stands for those.
const earliest = Date.parse('1900-01-01T00:00:00Z');
const latest = Date.parse('9000-01-01T00:00:00Z');

/** Not 30 February, which Date.parse takes for 2 March. */
const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** An instant in UTC, or null for an absent argument. @throws Open311Problem 400 */
export function instantArgument(query: unknown, field: string): string | null {
  // A plus sign that was not escaped arrives as a blank.
  const text = argument(query, field).replace(/ (?=\d{2}:\d{2}$)/, '+');
  if (text === '') return null;
  const time = written.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw wrong('date_wrong', { field });
  return new Date(Math.min(Math.max(time, earliest), latest)).toISOString();
}

/**
 * The window of `start_date` and `end_date`, both included: the last 90 days when none is given, 90 days from or to the
 * one that is given.
 * @throws Open311Problem 400 when it is backwards or spans more than 90 days
 */
export function windowOf(query: unknown, now: string): { from: string; to: string } {
  const start = instantArgument(query, 'start_date');
  const end = instantArgument(query, 'end_date');
  if (start === null) return { from: shifted(end ?? now, -ninetyDays), to: end ?? now };
  if (end === null) return { from: start, to: earlier(shifted(start, ninetyDays), now) };
  if (start > end) throw wrong('dates_backwards');
  if (Date.parse(end) - Date.parse(start) > ninetyDays) throw wrong('dates_apart');
  return { from: start, to: end };
}

const shifted = (instant: string, by: number): string => new Date(Date.parse(instant) + by).toISOString();
const earlier = (one: string, other: string): string => (one < other ? one : other);

export interface RequestQuery {
  readonly filter: Omit<RequestFilter, 'snapshot' | 'after'>;
  /** Null where pages were not asked for. */
  readonly page: number | null;
  readonly extensions: boolean;
}

/** Reads the arguments of GET requests. @throws Open311Problem 400 */
export function readRequestQuery(query: unknown, city: CityConfiguration, now: string): RequestQuery {
  const extensions = argument(query, 'extensions') === 'true';
  const ids = listArgument(query, 'service_request_id');
  if (ids.length > 0) {
    // Overrides all other arguments; what cannot be a folio is none.
    const folios = ids.slice(0, mostRecords).flatMap((id) => parseFolio(id) ?? []);
    return { filter: { folios, limit: mostRecords }, page: null, extensions };
  }
  const page = countArgument(query, 'page');
  const limit = Math.min(
    countArgument(query, 'page_size') ?? countArgument(query, 'per_page') ?? mostRecords,
    mostRecords,
  );
  return {
    filter: {
      ...servicesOf(query, city),
      ...statusOf(query),
      ...timesOf(query, now),
      limit,
      skip: ((page ?? 1) - 1) * limit,
    },
    page,
    extensions,
  };
}

function servicesOf(query: unknown, city: CityConfiguration): { services?: string[] } {
  const codes = listArgument(query, 'service_code');
  if (codes.length === 0) return {};
  return { services: codes.flatMap((code) => city.services_by_code.get(code)?.id ?? []) };
}

function statusOf(query: unknown): { is_closed?: boolean } {
  const asked = new Set(listArgument(query, 'status').map((status) => status.toLowerCase()));
  for (const status of asked) {
    if (status !== 'open' && status !== 'closed') throw wrong('status_wrong', { values: 'open, closed' });
  }
  return asked.size === 1 ? { is_closed: asked.has('closed') } : {};
}

/** The change feed reaches back as far as it is asked to; only a query without it is bound to 90 days. */
function timesOf(query: unknown, now: string): Partial<RequestFilter> {
  const updated_after = instantArgument(query, 'updated_after');
  const updated_before = instantArgument(query, 'updated_before');
  const isFeed = updated_after !== null || updated_before !== null;
  const hasWindow = argument(query, 'start_date') !== '' || argument(query, 'end_date') !== '';
  return {
    ...(updated_after === null ? {} : { updated_after }),
    ...(updated_before === null ? {} : { updated_before }),
    ...(isFeed && !hasWindow ? {} : windowOf(query, now)),
  };
}

function countArgument(query: unknown, field: string): number | null {
  const text = argument(query, field);
  if (text === '') return null;
  if (!/^\d{1,6}$/.test(text) || Number(text) < 1) throw wrong('page_wrong', { at_most: mostRecords });
  return Number(text);
}

function wrong(code: ProblemCode, values: Record<string, string | number> = {}): Open311Problem {
  return new Open311Problem(400, [{ code, values }]);
}
