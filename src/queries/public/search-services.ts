import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';
import { askedWords, rankByWords, type FoundByWords } from '../rank-by-words.ts';

export type ServiceFound = FoundByWords;

/**
 * Services for everyday words.
 * @param words as typed, at most 200 characters are read
 * @returns best first, at most `limit`; empty when nothing is near enough
 */
export async function searchServices(
  database: Database,
  city_id: string,
  { words, limit = 8 }: { words: string; limit?: number },
): Promise<ServiceFound[]> {
  const asked = askedWords(words);
  if (asked === '') return [];
  const catalogue = sql`select s.id, s.code, s.name, s.description, coalesce(g.icon, 'otro') as icon, s.position,
      s.search_text, s.search
    from services s left join service_groups g on g.id = s.group_id where s.city_id = ${city_id} and s.is_active`;
  return reading(database, { kind: 'public' }, (reader) =>
    rankByWords(reader, { words: asked, catalogue, limit }),
  );
}
