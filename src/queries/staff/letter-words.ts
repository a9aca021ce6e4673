import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Reader } from '../../store/database.ts';
import { blindIndex, type KeyRing } from '../../store/encryption.ts';
import { nameWords } from '../../store/people.ts';

/** Words that so many letters have are found on the way through the register; rarer ones are found first. */
const frequent = 2_000;

/**
 * Which letters (alias `s`) have those words in their subject, or were sent by somebody with that name. Of a rare subject
 * the ids are looked up by the index of trigrams; letters with a frequent one lie so close together that each letter
 * of the register is asked for it, until the page is full.
 */
export async function letterWords(
  reader: Reader,
  { keys, city_id, q }: { keys: KeyRing; city_id: string; q: string },
): Promise<RawBuilder<SqlBool>> {
  const like = sql`like fold_text(${`%${q.replaceAll(/[\\%_]/g, '\\$&')}%`})`;
  const found = sql`select w.letter_id from letter_search w where w.city_id = ${city_id} and w.subject ${like}`;
  const some = sql`${found} limit ${frequent + 1}`;
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${some}) as found`.execute(
    reader,
  );
  const isFrequent = Number(rows[0]?.count ?? 0) > frequent;
  // A subquery that gives one value is asked row by row; an array is read once and then looked up by index.
  const by_subject = isFrequent
    ? sql<SqlBool>`(select w.subject ${like} from letter_search w where w.letter_id = s.id)`
    : sql<SqlBool>`s.id = any(array(${found}))`;
  const names = nameWords(q);
  if (names.length === 0) return by_subject;
  const persons = names.map(
    (word) =>
      sql`select n.person_id from person_name_words n where n.blind_index = ${blindIndex(keys, 'name', word)}`,
  );
  const theirs = sql`select o.id from petitions o where o.city_id = ${city_id}
    and o.person_id = any(array(${sql.join(persons, sql` intersect `)}))`;
  const sent = sql`select l.id from incoming_letters l
    where l.part = 'opened' and l.petition_id = any(array(${theirs}))`;
  return isFrequent
    ? sql<SqlBool>`(${by_subject} or s.id = any(array(${sent})))`
    : sql<SqlBool>`s.id = any(array(${found} union ${sent}))`;
}
