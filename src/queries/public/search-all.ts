import type { CityConfiguration } from '../../core/cities/configuration.ts';
import type { Database } from '../../store/database.ts';
import { FAR_FROM_BEST, type FoundByWords } from '../rank-by-words.ts';
import { searchArticles } from './knowledge.ts';
import { searchServices } from './search-services.ts';

/** What was found for everyday words, each list best first. */
export interface Found {
  readonly services: readonly FoundByWords[];
  readonly articles: readonly FoundByWords[];
}
export type OneFound = FoundByWords;

/**
 * Services to ask for and information to be told, for the same words. Of two lists that are ranked alike, what fits far
 * less than the best of both is not meant.
 */
export async function searchAll(
  ports: { readonly database: Database; readonly now: () => string },
  city: CityConfiguration,
  words: string,
): Promise<Found> {
  const [services, articles] = await Promise.all([
    searchServices(ports.database, city.city.id, { words }),
    searchArticles(ports, city, { words }),
  ]);
  const best = Math.max(0, ...[...services, ...articles].map(({ score }) => score));
  const isMeant = ({ score }: { score: number }) => score >= best * FAR_FROM_BEST;
  return { services: services.filter(isMeant), articles: articles.filter(isMeant) };
}
