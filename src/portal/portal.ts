import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { App } from '../actions/app.ts';
import { Refused } from '../actions/refused.ts';
import { sendJsonError } from '../server/errors.ts';
import { boardRoutes } from './board/routes.ts';
import { callBackRoutes } from './call-back/routes.ts';
import { campaignRoutes } from './campaigns/routes.ts';
import { draftFileRoute } from './filing/draft-file-route.ts';
import { filingRoutes } from './filing/routes.ts';
import { homeRoutes } from './home/routes.ts';
import { sendErrorPage } from './layout/error-page.ts';
import { generous, limitWrites, type Pace } from './write-limit.ts';
import { switchLanguages } from './layout/language-switch.ts';
import { knowledgeRoutes } from './knowledge/routes.ts';
import { mapRoutes } from './map/routes.ts';
import { openDataPages } from './open-data/routes.ts';
import { petitionListRoutes } from './petition-list/routes.ts';
import { subscriptionRoutes } from './petition-list/subscription-routes.ts';
import { receiptRoutes } from './receipt/routes.ts';
import { recoverRoutes } from './recover/routes.ts';
import { reportRoutes } from './reports/routes.ts';
import { resourceRoutes } from './resources/routes.ts';
import { satisfactionRoutes } from './satisfaction/routes.ts';
import { searchRoutes } from './search/routes.ts';
import { serviceRoutes } from './services/routes.ts';
import { surveyRoutes } from './survey/routes.ts';
import { textRoutes } from './texts/routes.ts';
import { actRoutes } from './tracking/act-routes.ts';
import { joinRoutes } from './tracking/join-routes.ts';
import { paperRoutes } from './tracking/paper-routes.ts';
import { turnRoutes } from './turns/routes.ts';
import { trackingRoutes } from './tracking/routes.ts';

/**
 * The citizens' pages. Everything is whole without JavaScript; nothing is cached but the portal's own files.
 * @param pace how many forms one address may send a minute
 */
export function portalRoutes(app: App, pace: Pace = generous): FastifyPluginAsync {
  return async (server: FastifyInstance) => {
    server.setErrorHandler((error, request, reply) => sendErrorPage(app, { error, request }, reply));
    server.addHook('onRequest', async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
    });
    switchLanguages(server);
    await limitWrites(server, pace);
    homeRoutes(server, app);
    searchRoutes(server, app);
    serviceRoutes(server, app);
    knowledgeRoutes(server, app);
    filingRoutes(server, app);
    draftFileRoute(server, app);
    mapRoutes(server);
    boardRoutes(server, app);
    petitionListRoutes(server, app);
    subscriptionRoutes(server, app);
    receiptRoutes(server, app);
    trackingRoutes(server, app);
    actRoutes(server, app);
    joinRoutes(server, app);
    paperRoutes(server, app);
    recoverRoutes(server, app);
    surveyRoutes(server, app);
    satisfactionRoutes(server, app);
    reportRoutes(server, app);
    campaignRoutes(server, app);
    turnRoutes(server, app);
    callBackRoutes(server, app);
    textRoutes(server, app);
    openDataPages(server, app);
    resourceRoutes(server);
    unknownAddress(server);
  };
}

/** An address that nobody serves: a page for people, JSON for programs. */
function unknownAddress(server: FastifyInstance): void {
  server.get('/*', async (request, reply) => {
    if (request.headers.accept?.includes('text/html') === true) throw new Refused('not_found');
    return sendJsonError(new Refused('not_found'), request, reply);
  });
}
