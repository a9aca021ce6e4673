import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { petitionList } from '../../queries/public/petition-list/petition-list.ts';
import { visitOf } from '../layout/visit.ts';
import { petitionFeed, type Feed } from './feed.ts';
import { listFile } from './list-file.ts';
import { listPage } from './list-page.ts';
import { askedOf, readListQuestion, type Query } from './list-question.ts';

const on_a_page = 25;
const in_a_feed = 50;
const in_a_file = 1000;

/** `/tablero/solicitudes`: the public petitions as a page, as a feed (`.xml`) and as a file (`.csv`). */
export function petitionListRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: Query }>('/tablero/solicitudes', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const question = readListQuestion(visit.city, request.query);
    const found = await petitionList(app, visit.city, askedOf(visit.city, question, on_a_page));
    return reply.html(listPage(visit, question, found));
  });

  server.get<{ Querystring: Query }>('/tablero/solicitudes.xml', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const question = { ...readListQuestion(visit.city, request.query), oldest_open: false, after: undefined };
    const { petitions } = await petitionList(app, visit.city, askedOf(visit.city, question, in_a_feed));
    const feed = petitionFeed(visit, question, petitions);
    void reply
      .header('etag', feed.etag)
      .header('last-modified', new Date(feed.modified_at).toUTCString())
      // What is made private is gone from every reader's next look.
      .header('cache-control', 'public, max-age=60')
      .header('vary', 'accept-language, cookie')
      .type('application/rss+xml; charset=utf-8');
    return isKnown(request, feed) ? reply.status(304).send() : reply.send(feed.body);
  });

  server.get<{ Querystring: Query }>('/tablero/solicitudes.csv', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const question = readListQuestion(visit.city, request.query);
    const { petitions } = await petitionList(app, visit.city, askedOf(visit.city, question, in_a_file));
    const name = `solicitudes-${localDateOf(visit.now, visit.city.city.time_zone)}.csv`;
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(listFile(visit, petitions));
  });
}

/** A reader's tag says more than its date (RFC 9110, section 13.2.2): a petition that was made private leaves no later one. */
function isKnown({ headers }: FastifyRequest, { etag, modified_at }: Feed): boolean {
  const tags = headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim() === etag);
  const since = Date.parse(headers['if-modified-since'] ?? '');
  return !Number.isNaN(since) && Math.floor(Date.parse(modified_at) / 1000) * 1000 <= since;
}
