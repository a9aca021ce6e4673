import { sql, type RawBuilder } from 'kysely';
import { dimensions, type Dimension } from '../../../core/statistics/cells.ts';
import type { Reader } from '../../../store/database.ts';

/** What may be chosen, and what may be told apart. */
export type Filter = Exclude<Dimension, 'city'>;
export type Filters = Readonly<Partial<Record<Filter, string>>>;

/** A question with the words of its filters; `by` is what is told apart, where anything is. */
export interface Asked {
  readonly city_id: string;
  readonly words: ReadonlyMap<Dimension, number>;
  readonly by: Filter | null;
}

/** The words of the filters; null where one was never counted, so that nothing can be found. */
export async function askWith(
  reader: Reader,
  { city_id, filters, by }: { city_id: string; filters: Filters; by: Filter | null },
): Promise<Asked | null> {
  const wanted = [{ dimension: 'city', value: '' }, ...entries(filters)];
  const { rows } = await sql<{ id: number; dimension: Dimension }>`
    select w.id, w.dimension from statistics_words w
    join jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as u (dimension text, value text)
      on u.dimension = w.dimension and u.value = w.value
    where w.city_id = ${city_id}`.execute(reader);
  if (rows.length < wanted.length) return null;
  return { city_id, words: new Map(rows.map(({ id, dimension }) => [dimension, id])), by };
}

const entries = (filters: Filters) =>
  Object.entries(filters).map(([dimension, value]) => ({ dimension, value }));

/** What is chosen or told apart, in the order in which pairs are counted; never the city. */
export function dimensionsOf({ words, by }: Asked): Dimension[] {
  return dimensions.filter((name) => name !== 'city' && (words.has(name) || by === name));
}

/** `= 7`, or `= any(…)` for every word of a dimension that is told apart. */
export function isWord({ city_id, words }: Asked, dimension: Dimension): RawBuilder<unknown> {
  const word = words.get(dimension);
  return word === undefined
    ? sql`= any(array(select id from statistics_words where city_id = ${city_id} and dimension = ${dimension}))`
    : sql`= ${word}`;
}
