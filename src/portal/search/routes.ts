import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { searchServices } from '../../queries/public/search-services.ts';
import { visitOf } from '../layout/visit.ts';
import { searchPage } from './search-page.ts';

/** `/buscar?q=…`. */
export function searchRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { q?: string | string[] } }>('/buscar', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const words = [request.query.q ?? ''].flat()[0]!.trim().slice(0, 200);
    const found = await searchServices(app.database, visit.city.city.id, { words });
    return reply.html(searchPage(visit, words, found));
  });
}
