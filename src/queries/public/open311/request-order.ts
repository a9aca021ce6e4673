import { sql, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import type { Reader } from '../../../store/database.ts';
import type { DB } from '../../../store/schema.generated.ts';
import { listedPublicly } from '../../visible-petitions.ts';

/** Which petitions; instants are ISO 8601, `to` and `updated_before` are included with their whole second. */
export interface RequestFilter {
  readonly folios?: readonly string[];
  readonly services?: readonly string[];
  readonly is_closed?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly updated_after?: string;
  readonly updated_before?: string;
  /** What arrived later is left out: the snapshot that pages are numbered in. */
  readonly snapshot?: string;
  readonly limit: number;
  /** Where the page begins: behind this petition … */
  readonly after?: Position | undefined;
  /** … or, where that is not known, behind so many. */
  readonly skip?: number;
}

/** A petition's place in the order of a list: its instant, to the microsecond, and its id. */
export interface Position {
  readonly at: string;
  readonly id: string;
}

/**
 * Of a closed petition the closing time, whatever was noted on it afterwards; as migration 0013 has it in an index. Not
 * with `coalesce`, which PostgreSQL does not count as leakproof and so never enters an index with in front of a policy.
 */
export const updatedAt = sql<string>`(case when p.stage = 'closed' and p.closed_at is not null then p.closed_at else p.updated_at end)`;

/** A change feed, which asks when petitions changed and not when they were made. */
export const isFeed = ({ updated_after, updated_before }: Partial<RequestFilter>): boolean =>
  updated_after !== undefined || updated_before !== undefined;

/**
 * The places of a page's petitions: newest first by `received_at`, then id; a change feed oldest change first, so that
 * a reader who is cut off goes on from the last one it saw. Reads nothing but an index (migration 0013), and of it only
 * the page where `after` is given.
 */
export function requestPositions(reader: Reader, city_id: string, filter: RequestFilter) {
  const query = reader.selectFrom('petitions as p').where('p.city_id', '=', city_id).where(listedPublicly());
  const order = isFeed(filter)
    ? { at: updatedAt, way: 'asc' as const }
    : { at: sql<string>`p.received_at`, way: 'desc' as const };
  return behind(narrowed(query, filter), order, filter.after)
    .select(['p.id', sql<string>`${order.at}::text`.as('at')])
    .orderBy(order.at, order.way)
    .orderBy('p.id', order.way)
    .limit(filter.limit)
    .offset(filter.after === undefined ? (filter.skip ?? 0) : 0);
}

type Query = SelectQueryBuilder<DB & { p: DB['petitions'] }, 'p', object>;

function behind(
  query: Query,
  { at, way }: { at: RawBuilder<string>; way: 'asc' | 'desc' },
  after: Position | undefined,
): Query {
  if (after === undefined) return query;
  const than = way === 'asc' ? sql`>` : sql`<`;
  return query.where(sql<SqlBool>`(${at}, p.id) ${than} (${after.at}::timestamptz, ${after.id}::uuid)`);
}

function narrowed(query: Query, filter: RequestFilter): Query {
  const { folios, services, is_closed, from, to, updated_after, updated_before, snapshot, after } = filter;
  let found = query;
  // `any` takes an empty list too: of folios or services that nobody knows there are no petitions.
  if (folios !== undefined) found = found.where(sql<SqlBool>`p.folio = any(${[...folios]}::text[])`);
  if (services !== undefined) found = found.where(sql<SqlBool>`p.service_id = any(${[...services]}::uuid[])`);
  if (is_closed !== undefined) found = found.where('p.stage', is_closed ? '=' : '<>', 'closed');
  if (from !== undefined) found = found.where('p.received_at', '>=', from);
  if (updated_before !== undefined) found = found.where(updatedAt, '<', afterSecond(updated_before));
  // Where the page before ended says the other end of the window too, and PostgreSQL would enter the index with that.
  const isBehind = after !== undefined;
  if (updated_after !== undefined && !isBehind) found = found.where(updatedAt, '>', updated_after);
  if (isBehind && !isFeed(filter)) return found;
  if (to !== undefined) found = found.where('p.received_at', '<', afterSecond(to));
  if (snapshot !== undefined) found = found.where('p.received_at', '<=', snapshot);
  return found;
}

/** Answers show whole seconds, so a window ends with the end of its last one. */
const afterSecond = (instant: string): string => new Date(Date.parse(instant) + 1000).toISOString();
