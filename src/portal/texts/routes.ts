import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { cityText } from '../../queries/public/city-text.ts';
import { channelAddresses } from '../../queries/public/channel-addresses.ts';
import { visitOf } from '../layout/visit.ts';
import { helpPage } from './help-page.ts';
import { accessibilityPage, textPage } from './text-page.ts';

/** Addresses of the texts that every city has; others are reached by their own code. */
const slugs: Readonly<Record<string, string>> = {
  'aviso-de-privacidad': 'privacy_full',
  'aviso-de-privacidad-simplificado': 'privacy_short',
  'medios-de-impugnacion': 'means_of_appeal',
  'identidad-reservada': 'reserved_identity_notice',
  'sin-nombre': 'anonymous_notice',
};

/** `/textos/<code>`, `/ayuda` and `/accesibilidad`. */
export function textRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: { code: string } }>('/textos/:code', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { code } = request.params;
    const text = await cityText(app.database, visit.city.city.id, slugs[code] ?? code);
    if (text === null) throw new Refused('not_found');
    return reply.html(textPage(visit, text));
  });

  server.get('/ayuda', async (request: FastifyRequest, reply: FastifyReply) => {
    const visit = visitOf(app, request, reply);
    const [first] = visit.city.authorities.keys();
    const addresses = first === undefined ? [] : await channelAddresses(app.database, first);
    return reply.html(helpPage(visit, addresses));
  });

  server.get('/accesibilidad', async (request, reply) =>
    reply.html(accessibilityPage(visitOf(app, request, reply))),
  );
}
