import { sql, type RawBuilder } from 'kysely';
import type { Reader } from '../store/database.ts';

/** Something that is found by everyday words. */
export interface FoundByWords {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly description: string;
  readonly icon: string;
  readonly score: number;
}

/** Below this a thing is not shown: better to offer the telephone than something that is not meant. */
const LOWEST_SCORE = 0.55;

/** Unless this part of what was asked is in its words as they are written. */
const ENOUGH_WORDS = 0.4;

/** Nor what has less than this part of the best score. */
export const FAR_FROM_BEST = 0.45;

/** What a word that nothing has counts against the others: «agresivo» does not make «perro» less of a dog. */
const OF_UNKNOWN_WORDS = 0.3;

/** How people begin to ask. Nothing is about these words, and some service has them in a phrase of its own. */
const ASKING =
  /(?<![\p{L}])(quiero|queremos|quisiera|quisi[eé]ramos|necesito|necesitamos|pido|pedimos|solicito|solicitamos|deseo|por favor|buen[oa]s (d[ií]as|tardes|noches)|hola|urgente|urge|reportar|reporte)(?![\p{L}])/giu;

/** What is asked without how it is asked; empty where nothing was typed. At most 200 characters are read. */
export function askedWords(words: string): string {
  const typed = words.replaceAll('\0', '').trim().slice(0, 200);
  return typed.replace(ASKING, ' ').trim() || typed;
}

interface Asked {
  /** As `askedWords` gives them. */
  readonly words: string;
  /** A query that gives id, code, name, description, icon, position, search_text and its tsvector `search`. */
  readonly catalogue: RawBuilder<unknown>;
  readonly limit: number;
}

/**
 * Ranks a catalogue by everyday words: «no hay luz en mi calle» finds street lighting. A word counts the more the fewer
 * entries have it; a whole phrase that people use counts most. Accents do not matter, nor letters that sound alike in
 * Spanish (b and v, s and z, a silent h), and a typo still finds its word by its trigrams.
 * @returns best first, at most `limit`; empty when nothing is near enough
 */
export async function rankByWords(
  reader: Reader,
  { words, catalogue, limit }: Asked,
): Promise<FoundByWords[]> {
  if (words === '') return [];
  const found = await sql<FoundByWords & { by_words: number }>`
    with asked as (
      select translate(fold_text(${words}), 'vzh', 'bs') as sound, to_tsvector('spanish_unaccent', ${words}) as words
    ), listed as (${catalogue}), catalogue as (
      select l.*, translate(fold_text(search_text), 'vzh', 'bs') as sound,
        translate(fold_text(name), 'vzh', 'bs') as name_sound
      from listed l
    ), weights as (
      select w.lexeme, ln(1 + (select count(*) from catalogue)::float8
          / greatest(1, known.entries)) * case when known.entries = 0 then ${OF_UNKNOWN_WORDS}::float8 else 1 end as weight
      from asked, unnest(asked.words) as w(lexeme, positions, tags), lateral (
        select count(*) as entries from catalogue c where c.search @@ quote_literal(w.lexeme)::tsquery
      ) known
    ), scored as (
      select c.*, coalesce((
          select sum(weight) filter (where c.search @@ quote_literal(lexeme)::tsquery) / nullif(sum(weight), 0)
          from weights), 0) as by_words,
        word_similarity(asked.sound, c.sound) as by_sound,
        greatest(word_similarity(asked.sound, c.name_sound), word_similarity(c.name_sound, asked.sound)) as by_name
      from catalogue c, asked
    )
    select s.id, s.code, s.name, s.description, s.icon, s.by_words,
      (s.by_words + case when s.by_sound >= 0.4 then 1.2 * s.by_sound else 0 end + 0.4 * s.by_name)::float8 as score
    from scored s
    order by score desc, s.position, s.code
    limit ${limit}`.execute(reader);
  const best = found.rows[0]?.score ?? 0;
  return found.rows
    .filter(({ score, by_words }) => score >= LOWEST_SCORE || by_words >= ENOUGH_WORDS)
    .filter(({ score }) => score >= best * FAR_FROM_BEST);
}
