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

/** Unless this part of what was asked is in its words as they are written. */
const ENOUGH_WORDS = 0.4;

/** What a word that no service has counts against the others: «agresivo» does not make «perro» less of a dog. */
const OF_UNKNOWN_WORDS = 0.3;

/** How people begin to ask. Nothing is about these words, and some service has them in a phrase of its own. */
const ASKING =
  /(?<![\p{L}])(quiero|queremos|quisiera|quisi[eé]ramos|necesito|necesitamos|pido|pedimos|solicito|solicitamos|deseo|por favor|buen[oa]s (d[ií]as|tardes|noches)|hola|urgente|urge|reportar|reporte)(?![\p{L}])/giu;

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
  const typed = words.replaceAll('\0', '').trim().slice(0, 200);
  if (typed === '') return [];
  const asked = typed.replace(ASKING, ' ').trim() || typed;
  const found = await reading(database, { kind: 'public' }, (reader) =>
    sql<ServiceFound & { by_words: number }>`
      with asked as (
        select translate(fold_text(${asked}), 'vzh', 'bs') as sound, to_tsvector('spanish_unaccent', ${asked}) as words
      ), catalogue as (
        select id, code, name, description, group_id, position, search,
          translate(fold_text(search_text), 'vzh', 'bs') as sound, translate(fold_text(name), 'vzh', 'bs') as name_sound
        from services where city_id = ${city_id} and is_active
      ), weights as (
        select w.lexeme, ln(1 + (select count(*) from catalogue)::float8
            / greatest(1, known.services)) * case when known.services = 0 then ${OF_UNKNOWN_WORDS}::float8 else 1 end as weight
        from asked, unnest(asked.words) as w(lexeme, positions, tags), lateral (
          select count(*) as services from catalogue c where c.search @@ quote_literal(w.lexeme)::tsquery
        ) known
      ), scored as (
        select c.*, coalesce((
            select sum(weight) filter (where c.search @@ quote_literal(lexeme)::tsquery) / nullif(sum(weight), 0)
            from weights), 0) as by_words,
          word_similarity(asked.sound, c.sound) as by_sound,
          greatest(word_similarity(asked.sound, c.name_sound), word_similarity(c.name_sound, asked.sound)) as by_name
        from catalogue c, asked
      )
      select s.id, s.code, s.name, s.description, coalesce(g.icon, 'otro') as icon, s.by_words,
        (s.by_words + case when s.by_sound >= 0.4 then 1.2 * s.by_sound else 0 end + 0.4 * s.by_name)::float8 as score
      from scored s left join service_groups g on g.id = s.group_id
      order by score desc, s.position, s.code
      limit ${limit}`.execute(reader),
  );
  const best = found.rows[0]?.score ?? 0;
  return found.rows
    .filter(({ score, by_words }) => score >= LOWEST_SCORE || by_words >= ENOUGH_WORDS)
    .filter(({ score }) => score >= best * 0.45);
}
