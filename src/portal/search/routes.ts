import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { noteMissingAnswer } from '../../actions/knowledge/missing-answers.ts';
import { searchAll } from '../../queries/public/search-all.ts';
import { visitOf } from '../layout/visit.ts';
import { searchPage } from './search-page.ts';

/** `/buscar?q=…`: services to ask for, and information to be told. */
export function searchRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { q?: string | string[] } }>('/buscar', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const words = [request.query.q ?? ''].flat()[0]!.trim().slice(0, 200);
    const found = await searchAll(app, visit.city, words);
    // What nobody answers is counted, without who asked.
    if (words !== '' && found.services.length + found.articles.length === 0) {
      const city_id = visit.city.city.id;
      await noteMissingAnswer(app, { kind: 'public' }, { city_id, words, door: 'portal' });
    }
    return reply.html(searchPage(visit, words, found));
  });
}
