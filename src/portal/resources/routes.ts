import type { FastifyInstance } from 'fastify';
import { Refused } from '../../actions/refused.ts';
import { resources } from '../layout/resources.ts';
import { brandingSheet } from './branding.ts';

const forEver = 'public, max-age=31536000, immutable';

/** The portal's own style sheet, icon and modules, and the city's colours. */
export function resourceRoutes(server: FastifyInstance): void {
  server.get<{ Params: { name: string } }>(
    '/recursos/:version/:name',
    { config: { city: false } },
    async (request, reply) => {
      const found = resources.get(request.params.name);
      if (found === undefined) throw new Refused('not_found');
      return reply.header('cache-control', forEver).type(found.type).send(found.body);
    },
  );
  server.get('/recursos/marca/:version', async (request, reply) => {
    const [authority] = request.city.authorities.values();
    return reply
      .header('cache-control', forEver)
      .type('text/css; charset=utf-8')
      .send(brandingSheet(authority?.branding));
  });
}
