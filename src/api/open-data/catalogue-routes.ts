import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { catalogueEntries } from '../../core/open-data/catalogue.ts';
import { dataJson } from '../../core/open-data/data-json.ts';
import { dcatNodes, type CataloguePage } from '../../core/open-data/dcat.ts';
import { jsonLd, turtle } from '../../core/open-data/rdf.ts';
import { datasets } from '../../queries/public/open-data/datasets.ts';
import { cataloguedCities } from './catalogued-cities.ts';
import { cacheControl } from './send-file.ts';

/** Datasets on a page of the DCAT catalogue. */
const page_size = 50;

const shapes = datasets.map(({ shape }) => shape);

/** `/data.json` (DCAT-US, for CKAN and others), `/catalog.jsonld` and `/catalog.ttl` (DCAT-AP 3, paged). */
export function catalogueRoutes(scope: FastifyInstance, app: App): void {
  scope.get('/data.json', async (request, reply) => {
    const cities = await cataloguedCities(app, request);
    const url = app.public_url + request.base;
    const catalogue = dataJson({ url, entries: catalogueEntries(cities, shapes) });
    return sendText({ request, reply }, 'application/json; charset=utf-8', JSON.stringify(catalogue));
  });
  scope.get('/catalog.jsonld', async (request, reply) => {
    const page = await pageAsked(app, request, 'catalog.jsonld');
    return sendText(
      { request, reply },
      'application/ld+json; charset=utf-8',
      JSON.stringify(jsonLd(dcatNodes(page))),
    );
  });
  scope.get('/catalog.ttl', async (request, reply) => {
    const page = await pageAsked(app, request, 'catalog.ttl');
    return sendText({ request, reply }, 'text/turtle; charset=utf-8', turtle(dcatNodes(page)));
  });
}

async function pageAsked(app: App, request: FastifyRequest, file: string): Promise<CataloguePage> {
  const cities = await cataloguedCities(app, request);
  const entries = catalogueEntries(cities, shapes);
  const pages = Math.max(1, Math.ceil(entries.length / page_size));
  const asked = (request.query as { page?: unknown }).page ?? '1';
  const number = typeof asked === 'string' && /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : 0;
  if (number < 1 || number > pages) throw new Refused('not_found');
  const base = app.public_url + request.base;
  return {
    ...{ iri: `${base}/datos-abiertos#catalogo`, url: `${base}/${file}`, number, pages, cities },
    homepage: `${base}/datos-abiertos`,
    total: entries.length,
    entries: entries.slice((number - 1) * page_size, number * page_size),
  };
}

/** Sends what was made now, with a tag of its content: a harvester that has it already gets nothing. */
export function sendText(
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  type: string,
  text: string,
): FastifyReply {
  const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`;
  void reply.headers({ 'cache-control': cacheControl }).type(type);
  const tags = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  // Weak: it may be compressed on its way.
  void reply.header('etag', `W/${etag}`);
  if (tags?.includes(etag) === true) return reply.status(304).send();
  return reply.send(text);
}
