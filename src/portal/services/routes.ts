import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { articlesOfService } from '../../queries/public/knowledge.ts';
import { officesOfService } from '../../queries/public/offices-of-service.ts';
import { serviceGroups } from '../../queries/public/service-groups.ts';
import { serviceView } from '../../queries/public/service-view.ts';
import { visitOf } from '../layout/visit.ts';
import { servicePage } from './service-page.ts';
import { servicesPage } from './services-page.ts';

/** `/temas` and `/temas/<code>`. */
export function serviceRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { grupo?: string } }>('/temas', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const groups = await serviceGroups(app.database, visit.city.city.id);
    const { grupo } = request.query;
    const chosen = groups.find(({ code }) => code === grupo) ?? null;
    if (grupo !== undefined && chosen === null) throw new Refused('not_found');
    return reply.html(servicesPage(visit, groups, chosen));
  });

  server.get<{ Params: { code: string } }>('/temas/:code', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const groups = await serviceGroups(app.database, visit.city.city.id);
    const view = serviceView(visit.city, groups, { code: request.params.code, now: visit.now });
    if (view === null) throw new Refused('not_found');
    const { code } = view.service;
    const [articles, counters] = await Promise.all([
      articlesOfService(app, visit.city, code),
      officesOfService(app, visit.city, code),
    ]);
    return reply.html(servicePage(visit, view, { articles, counters }));
  });
}
