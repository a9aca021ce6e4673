import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { WorkPlace } from './places-of-actor.ts';

const words = (city_id: string, dimension: 'authority' | 'unit', ids: readonly string[] | null) =>
  sql`any(array(select w.id from statistics_words w where w.city_id = ${city_id} and w.dimension = ${dimension}
    ${ids === null ? sql`` : sql`and w.value = any(${[...ids]}::text[])`}))`;

/** The facts (alias `f`) of a place; always by authority, with which their indexes begin. Read as the system. */
export function factsWithin(city_id: string, { authority_ids, unit_ids }: WorkPlace): RawBuilder<SqlBool> {
  const authority = sql`f.authority = ${words(city_id, 'authority', authority_ids)}`;
  return unit_ids === null
    ? sql<SqlBool>`(${authority})`
    : sql<SqlBool>`(${authority} and f.unit = ${words(city_id, 'unit', unit_ids)})`;
}
