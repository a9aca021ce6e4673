import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { noteMissingAnswer } from '../../actions/knowledge/missing-answers.ts';
import { searchArticles } from '../../queries/public/knowledge.ts';
import { FAR_FROM_BEST } from '../../queries/rank-by-words.ts';
import { searchServices } from '../../queries/public/search-services.ts';
import { visitOf } from '../layout/visit.ts';
import { searchPage, type Found } from './search-page.ts';

/** `/buscar?q=…`: services to ask for, and information to be told. */
export function searchRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { q?: string | string[] } }>('/buscar', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const words = [request.query.q ?? ''].flat()[0]!.trim().slice(0, 200);
    const city_id = visit.city.city.id;
    const [services, articles] = await Promise.all([
      searchServices(app.database, city_id, { words }),
      searchArticles(app, visit.city, { words }),
    ]);
    // What nobody answers is counted, without who asked.
    if (words !== '' && services.length === 0 && articles.length === 0)
      await noteMissingAnswer(app, { kind: 'public' }, { city_id, words, door: 'portal' });
    return reply.html(searchPage(visit, words, bestOf({ services, articles })));
  });
}

/** Of two lists that are ranked alike, what fits far less than the best of both is not meant. */
function bestOf({ services, articles }: Found): Found {
  const best = Math.max(0, ...[...services, ...articles].map(({ score }) => score));
  const isMeant = ({ score }: { score: number }) => score >= best * FAR_FROM_BEST;
  return { services: services.filter(isMeant), articles: articles.filter(isMeant) };
}
