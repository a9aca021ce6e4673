import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { grains } from '../../core/statistics/cells.ts';
import type { WorkPlace } from './places-of-actor.ts';

const words = (city_id: string, dimension: 'city' | 'authority' | 'unit', ids: readonly string[] | null) =>
  sql`array(select w.id from statistics_words w where w.city_id = ${city_id} and w.dimension = ${dimension}
    ${ids === null ? sql`` : sql`and w.value = any(${[...ids]}::text[])`})`;

/** The words of the authorities of a place, an array. */
export const authoritiesOf = (city_id: string, { authority_ids }: WorkPlace): RawBuilder<unknown> =>
  words(city_id, 'authority', authority_ids);

/** The facts (alias `f`) of a place; always by authority, with which their indexes begin. Read as the system. */
export function factsWithin(city_id: string, { authority_ids, unit_ids }: WorkPlace): RawBuilder<SqlBool> {
  const authority = sql`f.authority = any(${words(city_id, 'authority', authority_ids)})`;
  return sql<SqlBool>`(${authority} and ${ofUnits(city_id, unit_ids)})`;
}

/** Those of some units; all of them where there are none to ask for. */
export const ofUnits = (city_id: string, unit_ids: readonly string[] | null): RawBuilder<SqlBool> =>
  unit_ids === null ? sql<SqlBool>`true` : sql<SqlBool>`f.unit = any(${words(city_id, 'unit', unit_ids)})`;

/** What is counted by day (alias `c`) of a place: of its units, else of its authorities, else of the city. */
export function daysWithin(city_id: string, { authority_ids, unit_ids }: WorkPlace): RawBuilder<SqlBool> {
  const [dimension, ids] =
    unit_ids !== null ? (['unit', unit_ids] as const) : (['authority', authority_ids] as const);
  const told = ids === null ? words(city_id, 'city', null) : words(city_id, dimension, ids);
  return sql<SqlBool>`(c.b = 0 and c.a = any(${told}) and c.grain = ${sql.lit(grains.day)})`;
}
