import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { CityConfiguration } from '../../../core/cities/configuration.ts';
import type { Reader } from '../../../store/database.ts';

/** Words that so many texts have are asked of each petition on the way through the list; rarer ones are found first. */
const frequent = 1_500;
/** Nobody means more services than that by one word. */
const most_services = 6;

/**
 * The petitions (alias `p`) whose public text has these words, by their Spanish stems and without accents. Text that
 * staff did not make public is not looked at, whatever its visibility.
 */
export async function publicWords(
  reader: Reader,
  city_id: string,
  words: string,
): Promise<RawBuilder<SqlBool>> {
  const query = sql`websearch_to_tsquery('spanish_unaccent', ${words})`;
  const found = sql`select w.petition_id from public_petition_words w
    where w.city_id = ${city_id} and w.words @@ ${query}`;
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${found} limit ${frequent + 1}) as found`.execute(reader);
  return (rows[0]?.count ?? 0) > frequent
    ? sql<SqlBool>`(select w.words @@ ${query} from public_petition_words w where w.petition_id = p.id)`
    : sql<SqlBool>`p.id = any(array(${found}))`;
}

/** The services that are called so: what a petition is about is public even where its text is not. */
export function servicesCalled(city: CityConfiguration, words: string): readonly string[] {
  const asked = folded(words)
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= 3);
  if (asked.length === 0) return [];
  return [...city.services.values()]
    .filter(({ name }) => {
      const own = folded(name).split(/[^a-z0-9]+/);
      return asked.every((word) => own.some((one) => one.startsWith(stemOf(word))));
    })
    .slice(0, most_services)
    .map(({ id }) => id);
}

/** «baches» is about «bache». */
const stemOf = (word: string): string => word.replace(/(?<=[a-z]{3})(?:es|s)$/, '');

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
