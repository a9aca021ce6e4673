import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';

export interface ServiceFound {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly score: number;
}

/** Below this a service is not shown: better to offer the telephone than something that is not meant. */
const LOWEST_SCORE = 0.55;

/**
 * Services for everyday words: «no hay luz en mi calle» finds street lighting. A word counts the more the fewer
 * services have it; a whole phrase that people use counts most. Accents do not matter, nor letters that sound
 * alike in Spanish (b and v, s and z, a silent h), and a typo still finds its word by its trigrams.
 * @param words as typed, at most 200 characters are read
 * @returns best first, at most `limit`; empty when nothing is near enough
 */
export async function searchServices(
  database: Database,
  city_id: string,
  { words, limit = 8 }: { words: string; limit?: number },
): Promise<ServiceFound[]> {
  const asked = words.trim().slice(0, 200);
  if (asked === '') return [];
  const found = await reading(database, { kind: 'public' }, (reader) =>
    sql<ServiceFound>`
      with asked as (
        select translate(fold_text(${asked}), 'vzh', 'bs') as sound, to_tsvector('spanish_unaccent', ${asked}) as words
      ), catalogue as (
        select id, code, name, description, group_id, position, search,
          translate(fold_text(search_text), 'vzh', 'bs') as sound, translate(fold_text(name), 'vzh', 'bs') as name_sound
        from services where city_id = ${city_id} and is_active
      ), weights as (
        select w.lexeme, ln(1 + (select count(*) from catalogue)::float8
            / greatest(1, (select count(*) from catalogue c where c.search @@ quote_literal(w.lexeme)::tsquery))) as weight
        from asked, unnest(asked.words) as w(lexeme, positions, tags)
      ), scored as (
        select c.*, coalesce((
            select sum(weight) filter (where c.search @@ quote_literal(lexeme)::tsquery) / nullif(sum(weight), 0)
            from weights), 0) as by_words,
          word_similarity(asked.sound, c.sound) as by_sound,
          greatest(word_similarity(asked.sound, c.name_sound), word_similarity(c.name_sound, asked.sound)) as by_name
        from catalogue c, asked
      )
      select s.id, s.code, s.name, s.description, coalesce(g.icon, 'otro') as icon,
        (s.by_words + case when s.by_sound >= 0.4 then 1.2 * s.by_sound else 0 end + 0.4 * s.by_name)::float8 as score
      from scored s left join service_groups g on g.id = s.group_id
      order by score desc, s.position, s.code
      limit ${limit}`.execute(reader),
  );
  const best = found.rows[0]?.score ?? 0;
  return found.rows.filter(({ score }) => score >= Math.max(LOWEST_SCORE, best * 0.45));
}
