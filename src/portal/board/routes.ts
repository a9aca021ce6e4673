import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { addDays, localDateOf, type PlainDate } from '../../core/deadlines/plain-date.ts';
import type { Period } from '../../core/statistics/period.ts';
import { countsNow, keptView } from '../../queries/public/statistics/kept-views.ts';
import { contactsView } from '../../queries/public/statistics/contacts.ts';
import { publishedPoints } from '../../queries/public/statistics/published-points.ts';
import { visitOf } from '../layout/visit.ts';
import { boardPage } from './board-page.ts';
import { readQuestion, type Query } from './board-question.ts';
import { contactsPage } from './contacts-page.ts';
import { mapPage } from './map-page.ts';
import { frameOf, readView } from './map-view.ts';
import { liveBoard } from './live-board.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { extentOf } from '../../core/routing/zone-outline.ts';

/** `/tablero`: the public board; `/tablero/avisos` tells who looks at it that a number changed; `/tablero/mapa`: the map. */
export function boardRoutes(server: FastifyInstance, app: App): void {
  liveBoard(server, app);
  server.get<{ Querystring: Query }>('/tablero', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { id: city_id, time_zone } = visit.city.city;
    const today = localDateOf(visit.now, time_zone);
    const question = readQuestion(visit.city, request.query, today);
    const { version, is_whole } = await countsNow(app.database);
    const { period, filters, by, beside } = question;
    const asked = { city_id, period, filters, by, today, now: visit.now };
    const [view, other] = await Promise.all([
      keptView(app.database, version, asked),
      beside === null
        ? null
        : keptView(app.database, version, { ...asked, filters: { ...filters, authority: beside }, by: null }),
    ]);
    return reply.html(boardPage(visit, { question, view, beside: other, version, is_whole }));
  });
  server.get<{ Querystring: Query }>('/tablero/atenciones', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { city } = visit;
    const question = readQuestion(city, request.query, localDateOf(visit.now, city.city.time_zone));
    const { period, filters } = question;
    const view = await contactsView(app, { city, period, authority_id: filters.authority ?? null });
    return reply.html(contactsPage(visit, { question, view }));
  });
  server.get<{ Querystring: Query }>('/tablero/mapa', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { city } = visit;
    const today = localDateOf(visit.now, city.city.time_zone);
    const question = readQuestion(city, request.query, today);
    const { vista } = request.query;
    const frame = frameOf(extentOfCity(city), readView(typeof vista === 'string' ? vista : ''));
    const period = yearOf(question.period, today);
    const { filters } = question;
    const points = await publishedPoints(app, { city, period, filters, frame, cell: frame.cell });
    return reply.html(mapPage(visit, { question, period, frame, points }));
  });
}

const most_days = 366;

/** The last year of a period that has come. */
function yearOf({ from, to }: Period, today: PlainDate): Period {
  const last = to < today ? to : today;
  const first = addDays(last, 1 - most_days);
  return { from: from < first ? first : from, to: last };
}

/** Where a city lies: its boundaries, or what a map of it shows at first. */
function extentOfCity({ zones, city }: CityConfiguration) {
  const drawn = [...zones.values()].filter(({ geometry }) => geometry !== null);
  if (drawn.length > 0) return extentOf(drawn);
  const { center, zoom } = city.settings.map;
  const [longitude, latitude] = center;
  // A world of 512 pixels at zoom 0, and a window of some 600.
  const half = 210 / 2 ** zoom;
  return { west: longitude - half, east: longitude + half, south: latitude - half, north: latitude + half };
}
