import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { parseFolio } from '../../core/petitions/folio.ts';
import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { actorOfApiKey } from '../../queries/public/open311/actor-of-api-key.ts';
import { allJurisdictions } from '../../queries/public/open311/jurisdictions.ts';
import { openPhoto } from '../../queries/public/open311/open-photo.ts';
import { requestOfToken } from '../../queries/public/open311/request-of-token.ts';
import { requestUpdates } from '../../queries/public/open311/request-updates.ts';
import { serviceRequests, type PublicRequest } from '../../queries/public/open311/service-requests.ts';
import { serviceGroups } from '../../queries/public/service-groups.ts';
import { addressOf, answer, argument, cityOfCall, formatNamed, itemNamed } from './call.ts';
import { serviceDefinition, serviceList } from './catalogue.ts';
import { discovery } from './discovery.ts';
import { nothingHere, Open311Problem } from './problem.ts';
import { present } from './present.ts';
import { presentUpdate } from './present-update.ts';
import { mostRecords, readRequestQuery, windowOf } from './read-query.ts';
import { unknownRequest } from './read-update.ts';
import { pageOfRequests } from './request-pages.ts';

interface Listed {
  Params: { format: string };
}
interface Single {
  Params: { file: string };
}

const cityAsked = (app: App, request: FastifyRequest): Promise<CityConfiguration> =>
  cityOfCall(app, request, argument(request.query, 'jurisdiction_id'));

/** What anybody may read, without a key. */
export function getRoutes(scope: FastifyInstance, app: App): void {
  catalogueRoutes(scope, app);
  requestRoutes(scope, app);
  scope.get<Single>('/tokens/:file', async (request, reply) => {
    const { id, format } = itemNamed(request.params.file);
    const city = await cityAsked(app, request);
    const where = { token: id, city_id: city.city.id, now: app.now() };
    const found = await requestOfToken(app.database, where);
    if (found === null) throw new Open311Problem(404, [{ code: 'token_unknown' }]);
    const content = [{ service_request_id: found.folio ?? '', token: id }];
    return answer(reply, format, { root: 'service_requests', content });
  });
  scope.get<Listed>('/servicerequestupdates.:format', async (request, reply) => {
    const format = formatNamed(request.params.format);
    const city = await cityAsked(app, request);
    const key = { key: argument(request.query, 'api_key'), city_id: city.city.id };
    const sender = await actorOfApiKey(app.database, key);
    const window = windowOf(request.query, app.now());
    const asked = { ...window, key_id: sender?.key_id ?? null, limit: mostRecords };
    const updates = await requestUpdates(app.database, city, asked);
    const content = updates.map((update) => presentUpdate(update, city));
    return answer(reply, format, { root: 'service_request_updates', content });
  });
  scope.get<{ Params: { folio: string; file: string } }>('/media/:folio/:file', async (request, reply) => {
    const city = await cityAsked(app, request);
    return sendPhoto(app, city, { ...request.params, reply });
  });
}

function catalogueRoutes(scope: FastifyInstance, app: App): void {
  scope.get<Listed>('/discovery.:format', async (request, reply) => {
    const format = formatNamed(request.params.format);
    const named = request.cityOrNull !== null || argument(request.query, 'jurisdiction_id') !== '';
    const cities = named ? [await cityAsked(app, request)] : await allJurisdictions(app.database);
    const endpoints = cities.map((city) => ({ city, url: addressOf(app, request, city) }));
    return answer(reply, format, discovery(endpoints));
  });
  scope.get<Listed>('/services.:format', async (request, reply) => {
    const format = formatNamed(request.params.format);
    const city = await cityAsked(app, request);
    return answer(reply, format, serviceList(city, await serviceGroups(app.database, city.city.id)));
  });
  scope.get<Single>('/services/:file', async (request, reply) => {
    const { id, format } = itemNamed(request.params.file);
    const city = await cityAsked(app, request);
    const service = city.services_by_code.get(id);
    if (!service?.is_active)
      throw new Open311Problem(404, [{ code: 'service_unknown', values: { value: id.slice(0, 80) } }]);
    return answer(reply, format, serviceDefinition(service, request.language));
  });
}

function requestRoutes(scope: FastifyInstance, app: App): void {
  scope.get<Listed>('/requests.:format', async (request, reply) => {
    const format = formatNamed(request.params.format);
    const city = await cityAsked(app, request);
    const { filter, page, extensions } = readRequestQuery(request.query, city, app.now());
    const found = await pageOfRequests(app, request, { city, filter, page });
    return answerRequests(reply, format, { app, request, city, found, extensions });
  });
  scope.get<Single>('/requests/:file', async (request, reply) => {
    const { id, format } = itemNamed(request.params.file);
    const city = await cityAsked(app, request);
    const folio = parseFolio(id);
    if (folio === null) throw unknownRequest(id);
    const { requests: found } = await serviceRequests(app, city, { folios: [folio], limit: 1 });
    if (found.length === 0) throw unknownRequest(id);
    const extensions = argument(request.query, 'extensions') === 'true';
    return answerRequests(reply, format, { app, request, city, found, extensions });
  });
}

function answerRequests(
  reply: FastifyReply,
  format: 'xml' | 'json',
  given: {
    app: App;
    request: FastifyRequest;
    city: CityConfiguration;
    found: readonly PublicRequest[];
    extensions: boolean;
  },
): FastifyReply {
  const { app, request, city, found, extensions } = given;
  const address = addressOf(app, request, city);
  const content = found.map((one) => present(one, { city, address, extensions }));
  return answer(reply, format, { root: 'service_requests', content });
}

async function sendPhoto(
  app: App,
  city: CityConfiguration,
  { folio, file, reply }: { folio: string; file: string; reply: FastifyReply },
): Promise<FastifyReply> {
  const file_id = /^([0-9a-f-]{36})\.jpg$/.exec(file)?.[1];
  const known = parseFolio(folio);
  if (file_id === undefined || known === null) throw nothingHere();
  const photo = await openPhoto(app.database, { folio: known, file_id, city_id: city.city.id });
  if (photo === null) throw nothingHere();
  const { stream } = await app.files.read(photo.storage_name);
  // A published photograph may be withdrawn again, so nobody keeps it for long.
  void reply.header('cache-control', 'public, max-age=300').header('etag', photo.etag);
  return reply.type(photo.media_type).send(stream);
}
