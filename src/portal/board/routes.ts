import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { countsNow, keptView } from '../../queries/public/statistics/kept-views.ts';
import { visitOf } from '../layout/visit.ts';
import { boardPage } from './board-page.ts';
import { readQuestion, type Query } from './board-question.ts';
import { liveBoard } from './live-board.ts';

/** `/tablero`: the public board; `/tablero/avisos` tells who looks at it that a number changed. */
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
}
