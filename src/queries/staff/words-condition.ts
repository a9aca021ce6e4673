import { sql, type Expression, type RawBuilder, type SqlBool } from 'kysely';
import { parseFolio } from '../../core/petitions/folio.ts';
import type { Reader } from '../../store/database.ts';

/** What is longer than this, or has no figure in it, is no folio of any system. */
const longestOldFolio = 80;
/** Words that so many petitions have are found on the way through a list; rarer ones are found first. */
const frequent = 5_000;

/**
 * Which petitions (alias `p`) a person means who searches for that. A folio is exact, and so is the one that an
 * imported petition had before; anything else is words, by their Spanish stems and without accents. All of them are
 * found, however many they are: of rare words the ids are looked up by the index of words; petitions with a frequent
 * one are so close together in any order that each petition of the list is asked for its words, until the page is full.
 * @returns null where nothing is searched for
 */
export async function wordsCondition(
  reader: Reader,
  city_id: string,
  q: string | undefined,
): Promise<Expression<SqlBool> | null> {
  const asked = q?.trim() ?? '';
  if (asked === '') return null;
  const folio = parseFolio(asked);
  if (folio !== null) return sql<SqlBool>`p.folio = ${folio}`;
  const words = (await isFrequent(reader, city_id, asked))
    ? hasWords(asked)
    : isAmong(foundBy(city_id, asked));
  if (!/\d/.test(asked) || asked.length > longestOldFolio) return words;
  const imported = sql`select i.petition_id from import_rows i
    where i.city_id = ${city_id} and i.source_id = ${asked}`;
  return sql<SqlBool>`(${words} or ${isAmong(imported)})`;
}

const queryOf = (q: string) => sql`websearch_to_tsquery('spanish_unaccent', ${q})`;

const foundBy = (city_id: string, q: string) =>
  sql`select s.petition_id from petition_search s where s.city_id = ${city_id} and s.words @@ ${queryOf(q)}`;

async function isFrequent(reader: Reader, city_id: string, q: string): Promise<boolean> {
  const some = sql`${foundBy(city_id, q)} limit ${frequent + 1}`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${some}) as found`.execute(
    reader,
  );
  return (rows[0]?.count ?? 0) > frequent;
}

// A subquery that gives one value is asked row by row; «exists» would be turned into a join that reads all words.
const hasWords = (q: string) =>
  sql<SqlBool>`(select s.words @@ ${queryOf(q)} from petition_search s where s.petition_id = p.id)`;

/** An array is read once and then looked up by index; a join or an `in` would read every petition. */
const isAmong = (ids: RawBuilder<unknown>) => sql<SqlBool>`p.id = any(array(${ids}))`;
