import { sql, type SqlBool } from 'kysely';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { isInForce, type ArticleContents } from '../../core/knowledge/article.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { reading, type Database } from '../../store/database.ts';
import { articlesInForce } from '../articles-in-force.ts';
import { askedWords, rankByWords, type FoundByWords } from '../rank-by-words.ts';

const anybody = { kind: 'public' } as const;

interface Ports {
  readonly database: Database;
  readonly now: () => string;
}

const dayIn = ({ now }: Ports, { city }: CityConfiguration) => localDateOf(now(), city.time_zone);

/** Articles for everyday words, best first; none that is not in force today. */
export async function searchArticles(
  ports: Ports,
  city: CityConfiguration,
  { words, limit = 5 }: { words: string; limit?: number },
): Promise<FoundByWords[]> {
  const asked = askedWords(words);
  if (asked === '') return [];
  const catalogue = articlesInForce({ city_id: city.city.id, today: dayIn(ports, city) }, 'public');
  return reading(ports.database, anybody, (reader) =>
    rankByWords(reader, { words: asked, catalogue, limit }),
  );
}

/** An article as a list shows it. */
export interface ListedArticle {
  readonly code: string;
  readonly title: string;
  readonly summary: string;
}

/** Every public article that is in force today, by its title. */
export async function publicArticles(ports: Ports, city: CityConfiguration): Promise<ListedArticle[]> {
  const today = dayIn(ports, city);
  const rows = await reading(ports.database, anybody, (reader) =>
    publicIn(reader, city)
      .select(['a.code', 'a.title', 'a.summary', 'a.valid_from', 'a.valid_until'])
      .orderBy('a.position')
      .orderBy('a.title')
      .limit(500)
      .execute(),
  );
  return rows.filter((row) => isInForce(row, today));
}

/** The public articles in force that lead to a service, by their title: what to know before it is asked for. */
export async function articlesOfService(
  ports: Ports,
  city: CityConfiguration,
  service_code: string,
): Promise<ListedArticle[]> {
  const today = dayIn(ports, city);
  const rows = await reading(ports.database, anybody, (reader) =>
    publicIn(reader, city)
      .innerJoin('article_versions as v', (join) =>
        join.onRef('v.article_id', '=', 'a.id').onRef('v.version', '=', 'a.published_version'),
      )
      .select(['a.code', 'a.title', 'a.summary', 'a.valid_from', 'a.valid_until'])
      .where(sql<SqlBool>`v.contents->'services' ? ${service_code}`)
      .orderBy('a.title')
      .limit(12)
      .execute(),
  );
  return rows.filter((row) => isInForce(row, today));
}

type Reading = Parameters<Parameters<typeof reading>[2]>[0];

const publicIn = (reader: Reading, { city }: CityConfiguration) =>
  reader
    .selectFrom('articles as a')
    .where('a.city_id', '=', city.id)
    .where('a.state', '=', 'published')
    .where('a.audience', '=', 'public');

/** A public article whole. */
export interface ArticleView {
  readonly code: string;
  readonly contents: ArticleContents;
  /** Whose hours it means where it keeps those of a door; null: the city's first. */
  readonly authority_id: string | null;
  /** Since when this version is told. */
  readonly published_at: string;
  /** The unit that answers for it, by name. */
  readonly answers: string | null;
  /** False once it is over, or before it begins: the page says so and tells no more. */
  readonly in_force: boolean;
}

/** @returns null for one that is not public or not published */
export async function publicArticle(
  ports: Ports,
  city: CityConfiguration,
  code: string,
): Promise<ArticleView | null> {
  const row = await reading(ports.database, anybody, (reader) =>
    publicIn(reader, city)
      .innerJoin('article_versions as v', (join) =>
        join.onRef('v.article_id', '=', 'a.id').onRef('v.version', '=', 'a.published_version'),
      )
      .innerJoinLateral(
        (one) =>
          one
            .selectFrom('article_events as e')
            .select('e.at')
            .whereRef('e.article_id', '=', 'a.id')
            .whereRef('e.version', '=', 'a.published_version')
            .where('e.type', '=', 'published')
            .orderBy('e.at', 'desc')
            .limit(1)
            .as('p'),
        (join) => join.onTrue(),
      )
      .select(['a.code', 'a.authority_id', 'a.unit_id', 'v.contents', 'p.at as published_at'])
      .where('a.code', '=', code)
      .executeTakeFirst(),
  );
  if (row === undefined) return null;
  const contents = row.contents as unknown as ArticleContents;
  const unit = row.unit_id === null ? undefined : city.units.get(row.unit_id);
  return {
    ...{ code: row.code, authority_id: row.authority_id, contents, published_at: row.published_at },
    answers: unit === undefined ? null : unit.name,
    in_force: isInForce(contents, dayIn(ports, city)),
  };
}
