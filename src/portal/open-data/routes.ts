import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { publicationOf } from '../../queries/public/open-data/publication.ts';
import { visitOf } from '../layout/visit.ts';
import { openDataPage } from './open-data-page.ts';

/** `/datos-abiertos`; its files are served by `api/open-data`. */
export function openDataPages(server: FastifyInstance, app: App): void {
  server.get('/datos-abiertos', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    return reply.html(openDataPage(visit, await publicationOf(app.database, visit.city.city.id)));
  });
}
