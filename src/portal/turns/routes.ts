import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { leaveTicket } from '../../actions/turns/leave-ticket.ts';
import { takeTicket } from '../../actions/turns/take-ticket.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import { searchServices } from '../../queries/public/search-services.ts';
import {
  heldTicket,
  officeNow,
  publicOffices,
  tokenOfTicket,
  type HeldTicket,
  type Office,
} from '../../queries/public/turns.ts';
import { lineForService } from '../../core/turns/office.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { keepTicketSecret, ticketSecretOf } from '../layout/cookies.ts';
import { onceOf } from '../layout/once.ts';
import { postedForm } from '../layout/posted.ts';
import type { Html } from '../layout/raw.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { qrCode } from '../layout/qr-code.ts';
import { appointmentRoutes } from './appointment-routes.ts';
import { arrivalRoutes } from './arrival-routes.ts';
import { displayPage } from './display-page.ts';
import { takingPage, type Where } from './kiosk-page.ts';
import { liveLine } from './live-line.ts';
import { officesPage } from './offices-page.ts';
import { noTicketPage, paperPage, ticketPage } from './ticket-page.ts';

const nobody = { kind: 'public' } as const;

interface Asked {
  readonly Params: { readonly code: string };
  readonly Querystring: { readonly desde?: unknown; readonly buscar?: unknown; readonly tema?: unknown };
}

/** `/turnos…`: numbers of waiting rooms, on the kiosk, on the display and on one's own telephone. */
export function turnRoutes(server: FastifyInstance, app: App): void {
  liveLine(server, app);
  officeRoutes(server, app);
  appointmentRoutes(server, app);
  arrivalRoutes(server, app);
  ownRoutes(server, app);
}

function officeRoutes(server: FastifyInstance, app: App): void {
  server.get('/turnos', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    return reply.html(officesPage(visit, await publicOffices(app, visit.city)));
  });
  server.get<Asked>('/turnos/:code', async (request, reply) => {
    const where = request.query.desde === 'telefono' ? 'phone' : 'kiosk';
    return taking(app, { request, reply }, { where, said: null, looked_for: request.query });
  });
  server.post<Asked>('/turnos/:code', async (request, reply) => {
    const form = await postedForm(request);
    const visit = visitOf(app, request, reply);
    const where = fieldOf(form, 'desde') === 'telefono' ? 'phone' : 'kiosk';
    const source = where === 'phone' ? ('link' as const) : ('kiosk' as const);
    const input = {
      ...{ city_id: visit.city.city.id, office_code: request.params.code, source },
      ...(await chosenLine(app, visit, { code: request.params.code, form })),
      priority_code: fieldOf(form, 'prioridad') || null,
    };
    try {
      const token = tokenOfTicket(app, (await takeTicket(app, nobody, input, onceOf(form))).ticket_id);
      if (where === 'phone') return await reply.redirect(visit.paths.ticketLink(token), 303);
      // The next person at the kiosk is not to have it for long.
      keepTicketSecret(request, reply, { secret: token, on: 'kiosk' });
      return await reply.redirect(visit.paths.officeTicket(request.params.code), 303);
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'not_found') throw error;
      const said = refusalSentence(visit, error.code, error.details);
      return taking(app, { request, reply: reply.status(409) }, { where, said, looked_for: {} });
    }
  });
  server.get<Asked>('/turnos/:code/pantalla', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const now = await officeNow(app, visit.city, request.params.code);
    if (now === null) throw new Refused('not_found');
    return reply.html(displayPage(visit, now));
  });
  server.get<Asked>('/turnos/:code/numero', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const secret = ticketSecretOf(request, 'kiosk');
    const held = secret === null ? null : await heldTicket(app, visit.city, secret);
    if (held === null) return reply.redirect(visit.paths.office(request.params.code), 303);
    const address = app.public_url + visit.paths.ticketLink(held.token);
    return reply.html(paperPage(visit, held, await qrCode(address, visit.say('portal.turns.square'))));
  });
}

/** The line that was chosen, or the one that attends the service that was. */
async function chosenLine(app: App, visit: Visit, { code, form }: { code: string; form: Form }) {
  const service_code = fieldOf(form, 'tema') || null;
  if (service_code === null) return { line_code: fieldOf(form, 'fila') };
  const now = await officeNow(app, visit.city, code);
  const line = now === null ? null : lineForService(now.office.settings, service_code);
  return { line_code: line?.code ?? '', service_code };
}

interface Showing {
  readonly where: Where;
  readonly said: string | null;
  readonly looked_for: { readonly buscar?: unknown; readonly tema?: unknown };
}

async function taking(
  app: App,
  { request, reply }: { request: FastifyRequest<Asked>; reply: FastifyReply },
  { looked_for, ...how }: Showing,
) {
  const visit = visitOf(app, request, reply);
  const now = await officeNow(app, visit.city, request.params.code);
  if (now === null) throw new Refused('not_found');
  const wanted = await wantedOf(visit, now.office, looked_for);
  return reply.html(takingPage(visit, now, { ...how, wanted }));
}

const most_found = 6;

/** What is looked for by words, or the one service from whose page somebody comes; null where nothing is. */
async function wantedOf({ app, city }: Visit, { settings }: Office, { buscar, tema }: Showing['looked_for']) {
  const words = typeof buscar === 'string' ? buscar.trim().slice(0, 100) : '';
  const named = typeof tema === 'string' ? city.services_by_code.get(tema) : undefined;
  if (words === '' && named?.is_active !== true) return null;
  const asked = { words, limit: most_found };
  const found = words === '' ? [named!] : await searchServices(app.database, city.city.id, asked);
  const services = found.flatMap(({ code, name }) => {
    const at = lineForService(settings, code);
    return at === null ? [] : [{ code, name, at }];
  });
  return { words, services };
}

/** What the scanner of a kiosk reads: the digits alone. Nothing once the person came, or where nobody asks. */
async function arrivalSquare({ say }: Visit, { arrival, state, is_kept }: HeldTicket): Promise<Html | null> {
  if (arrival === null || arrival.has_come || state !== 'waiting' || !is_kept) return null;
  return qrCode(arrival.code.replace(' ', ''), say('portal.turns.code_square'));
}

/** Opening uses nothing up; the secret leaves the address at once. */
function ownRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Params: { token: string } }>('/turno/:token', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { token } = request.params;
    const held = /^[\w-]{43}$/.test(token) ? await heldTicket(app, visit.city, token) : null;
    if (held === null) return reply.status(410).html(noTicketPage(visit));
    keepTicketSecret(request, reply, { secret: token, on: 'phone' });
    return reply.redirect(visit.paths.ticket(), 303);
  });
  server.get('/turno', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const secret = ticketSecretOf(request, 'phone');
    const held = secret === null ? null : await heldTicket(app, visit.city, secret);
    if (held === null) return reply.status(410).html(noTicketPage(visit));
    return reply.html(ticketPage(visit, held, await arrivalSquare(visit, held)));
  });
  server.post('/turno/mio/cancelar', async (request, reply) => {
    await postedForm(request);
    const visit = visitOf(app, request, reply);
    const token = ticketSecretOf(request, 'phone');
    if (token === null) throw new Refused('not_found');
    try {
      await leaveTicket(app, nobody, { city_id: visit.city.city.id, token });
    } catch (error) {
      // It was called meanwhile, or given back before: its page says how it stands.
      if (!(error instanceof Refused) || error.code !== 'ticket_not_in_this_state') throw error;
    }
    return reply.redirect(visit.paths.ticket(), 303);
  });
}
