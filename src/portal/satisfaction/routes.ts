import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { publicSatisfaction } from '../../queries/public/satisfaction.ts';
import { visitOf } from '../layout/visit.ts';
import { askedOf, bys } from './asked.ts';
import { satisfactionPage } from './satisfaction-page.ts';

/** `/satisfaccion`: what people say of how they were attended. */
export function satisfactionRoutes(server: FastifyInstance, app: App): void {
  server.get('/satisfaccion', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const asked = askedOf(visit, request.query as Record<string, unknown>);
    const told = await publicSatisfaction(app, asked.figures, bys[asked.by]!);
    return reply.html(satisfactionPage(visit, asked, told));
  });
}
