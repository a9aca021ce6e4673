import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { openWithKey, type Opened } from '../../actions/tracking/open-with-key.ts';
import { Refused } from '../../actions/refused.ts';
import { say as sayIn } from '../../core/language/sentences.ts';
import { parseFolio } from '../../core/petitions/folio.ts';
import { petitionsOfRights } from '../../queries/citizen/own-petitions.ts';
import { rightTo } from '../../queries/citizen/petition-right.ts';
import { trackedPetition, type TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { surveyOffer } from '../../queries/citizen/held-survey.ts';
import { trackedVersion, watchedPetitions } from '../../queries/citizen/tracked-version.ts';
import { fieldOf } from '../../server/form.ts';
import { keepRights, rightsOf } from '../layout/cookies.ts';
import { noForm, type FormState } from '../layout/fields.ts';
import { posted, sayStale } from '../layout/posted.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { clockPage } from './clock-page.ts';
import { followPage } from './follow-page.ts';
import { liveTracking } from './live-tracking.ts';
import { trackingPage } from './tracking-page.ts';

/** `/seguimiento…` and `/s/<folio>/<key>`: a petition from its folio, with its key or without. */
export function trackingRoutes(server: FastifyInstance, app: App): void {
  followRoutes(server, app);
  liveTracking(server, app);
  server.get<{ Params: { folio: string } }>('/seguimiento/:folio', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const folio = parseFolio(request.params.folio);
    if (folio !== null && folio !== request.params.folio)
      return reply.redirect(visit.paths.petition(folio), 303);
    const petition = folio === null ? null : await seen(visit, request, folio);
    if (petition === null) return notOpened(visit, { request, reply });
    const asks = petition.view === 'own' && petition.stage === 'closed';
    const survey = asks ? await surveyOffer(app, petition.id) : null;
    return reply.html(trackingPage(visit, { ...petition, survey }, noForm));
  });
  server.get<{ Params: { folio: string } }>('/seguimiento/:folio/version', async (request, reply) => {
    const { folio } = request.params;
    const { version } = await versionSeen(visitOf(app, request, reply), request, folio);
    return reply.send({ version });
  });
  server.get<{ Params: { folio: string; clock: string } }>(
    '/seguimiento/:folio/plazo/:clock',
    async (request, reply) => {
      const visit = visitOf(app, request, reply);
      const petition = await seen(visit, request, request.params.folio);
      const page = petition === null ? null : clockPage(visit, petition, request.params.clock);
      if (page === null) throw new Refused('not_found');
      return reply.html(page);
    },
  );
}

/** Asked again and again: by whoever holds a key without reading the whole page. @throws Refused('not_found') */
async function versionSeen(
  visit: Visit,
  request: FastifyRequest,
  folio: string,
): Promise<{ version: number }> {
  const asked = { folio, city_id: visit.city.city.id, rights: rightsOf(request) };
  for (const watched of watchedPetitions(visit.app, asked)) {
    const version = await trackedVersion(visit.app, watched);
    if (version !== null) return { version };
  }
  const petition = await seen(visit, request, folio);
  if (petition === null) throw new Refused('not_found');
  return petition;
}

/** The petition as this browser may see it. */
function seen(visit: Visit, request: FastifyRequest, folio: string): Promise<TrackedPetition | null> {
  return trackedPetition(visit.app, visit.city, { folio, rights: rightsOf(request) });
}

function followRoutes(server: FastifyInstance, app: App): void {
  server.get('/seguimiento', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const own = await petitionsOfRights(app, visit.city, rightsOf(request));
    return reply.html(followPage(visit, { form: noForm, own }));
  });
  const withKey = async (request: FastifyRequest, reply: FastifyReply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    if (stale) {
      const state = { values: form.fields, errors: {}, said: sayStale(visit, form) };
      return reply.status(403).html(followPage(visit, { form: state, own: [] }));
    }
    const [typed, key] = [fieldOf(form, 'folio'), fieldOf(form, 'clave').trim()];
    const folio = parseFolio(typed);
    if (folio === null) return wrongFolio(visit, { folio: typed, clave: key }, reply);
    if (key === '') return reply.redirect(visit.paths.petition(folio), 303);
    const opened = await open(visit, request, { folio, key });
    if (opened === null)
      return notOpened(visit, { request, reply }, { values: { folio: typed }, errors: {} });
    grant(visit, { request, reply }, opened);
    return reply.redirect(visit.paths.petition(folio), 303);
  };
  server.post('/seguimiento', withKey);
  server.post('/seguimiento/:folio/clave', withKey);
  // The link opens at once and leaves the address: a key is in no history of pages.
  server.get<{ Params: { folio: string; key: string } }>('/s/:folio/:key', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const folio = parseFolio(request.params.folio);
    const opened = folio === null ? null : await open(visit, request, { folio, key: request.params.key });
    if (folio === null || opened === null) return notOpened(visit, { request, reply });
    grant(visit, { request, reply }, opened);
    return reply.redirect(visit.paths.petition(folio), 303);
  });
}

function open(
  visit: Visit,
  request: FastifyRequest,
  given: { folio: string; key: string },
): Promise<Opened | null> {
  const key = given.key.slice(0, 60);
  const input = { city_id: visit.city.city.id, folio: given.folio, key, address: request.ip };
  return openWithKey(visit.app, { kind: 'public' }, input);
}

function grant(visit: Visit, at: { request: FastifyRequest; reply: FastifyReply }, opened: Opened): void {
  keepRights(at.request, at.reply, [rightTo(visit.app, opened)]);
}

async function notOpened(
  visit: Visit,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  form: FormState = noForm,
) {
  const own = await petitionsOfRights(visit.app, visit.city, rightsOf(request));
  return reply.status(404).html(followPage(visit, { form, own, not_opened: true }));
}

function wrongFolio(visit: Visit, values: FormState['values'], reply: FastifyReply) {
  const [authority] = visit.city.authorities.values();
  const example = `${authority?.folio_code ?? 'CDMX'}-2026-000123-X`;
  const empty = values['folio'] === '';
  const folio = sayIn(visit.language, empty ? 'field.folio_required' : 'field.folio_not_read', { example });
  return reply.status(422).html(followPage(visit, { form: { values, errors: { folio } }, own: [] }));
}
