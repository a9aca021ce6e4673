import { sql } from 'kysely';
import { dimensions, type Dimension } from '../../core/statistics/cells.ts';
import type { Reader, Tx } from '../database.ts';

/** Words of one city by dimension and value. */
export type Words = ReadonlyMap<string, number>;

export const wordKey = (dimension: Dimension, value: string): string => `${dimension} ${value}`;

/** What a city's petitions are counted by, so far; some thousands at most. */
export async function readWords(reader: Reader, city_id: string): Promise<Map<string, number>> {
  const rows = await reader
    .selectFrom('statistics_words')
    .select(['id', 'dimension', 'value'])
    .where('city_id', '=', city_id)
    .execute();
  return new Map(rows.map(({ id, dimension, value }) => [wordKey(dimension as Dimension, value), id]));
}

type Values = Readonly<Record<Dimension, string>> & { readonly filing_authority: string };

/** The words of these values, with new ones written down. Only one process at a time writes any. */
export async function wordsFor(tx: Tx, city_id: string, values: readonly Values[]): Promise<Words> {
  const words = await readWords(tx, city_id);
  const missing = new Map<string, { dimension: Dimension; value: string }>();
  const need = (dimension: Dimension, value: string) => {
    const key = wordKey(dimension, value);
    if (!words.has(key)) missing.set(key, { dimension, value });
  };
  for (const one of values) {
    for (const dimension of dimensions) need(dimension, one[dimension]);
    need('authority', one.filing_authority);
  }
  if (missing.size === 0) return words;
  const made = await sql<{ id: number; dimension: Dimension; value: string }>`
    insert into statistics_words (city_id, dimension, value)
    select ${city_id}::uuid, dimension, value
    from jsonb_to_recordset(${JSON.stringify([...missing.values()])}::jsonb) as w (dimension text, value text)
    returning id, dimension, value`.execute(tx);
  for (const { id, dimension, value } of made.rows) words.set(wordKey(dimension, value), id);
  return words;
}
