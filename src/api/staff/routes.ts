import type { FastifyPluginAsync } from 'fastify';
import type { App } from '../../actions/app.ts';
import { actorOf, type Handlers } from './call.ts';
import { administrationHandlers } from './handlers/administration.ts';
import { configurationHandlers } from './handlers/configuration.ts';
import { contactCentreHandlers } from './handlers/contact-centre.ts';
import { criticalPointHandlers } from './handlers/critical-points.ts';
import { knowledgeHandlers } from './handlers/knowledge.ts';
import { dashboardHandlers } from './handlers/dashboard.ts';
import { campaignHandlers } from './handlers/campaigns.ts';
import { fileHandlers } from './handlers/files.ts';
import { listHandlers } from './handlers/lists.ts';
import { correspondenceHandlers } from './handlers/correspondence.ts';
import { scanPileHandlers } from './handlers/scan-piles.ts';
import { paperReplyHandlers } from './handlers/paper-replies.ts';
import { interactionHandlers } from './handlers/interactions.ts';
import { peopleHandlers } from './handlers/people.ts';
import { petitionHandlers } from './handlers/petitions.ts';
import { inPersonHandlers, satisfactionHandlers } from './handlers/satisfaction.ts';
import { calibrationHandlers } from './handlers/calibration.ts';
import { qualityHandlers } from './handlers/quality.ts';
import { recordingHandlers } from './handlers/recordings.ts';
import { reportHandlers } from './handlers/reports.ts';
import { supervisorHandlers } from './handlers/supervisor.ts';
import { softphoneHandlers } from './handlers/softphone.ts';
import { sessionHandlers } from './handlers/session.ts';
import { telephonyHandlers } from './handlers/telephony.ts';
import { turnsHandlers } from './handlers/turns.ts';
import { liveFeed } from './live/live-feed.ts';
import { openApiDocument } from './openapi.ts';
import { serveContract } from './serve.ts';

/** The console API under /api/v1, and its document at /api/openapi.json. */
export function staffRoutes(app: App): FastifyPluginAsync {
  return async (server) => {
    const feed = liveFeed(app);
    server.addHook('preClose', async () => feed.close());
    const handlers: Handlers = {
      ...sessionHandlers,
      ...listHandlers,
      ...petitionHandlers,
      ...peopleHandlers,
      ...interactionHandlers,
      ...telephonyHandlers,
      ...correspondenceHandlers,
      ...scanPileHandlers,
      ...paperReplyHandlers,
      ...calibrationHandlers,
      ...qualityHandlers,
      ...supervisorHandlers,
      ...softphoneHandlers,
      ...recordingHandlers,
      ...satisfactionHandlers,
      ...reportHandlers,
      ...inPersonHandlers,
      ...campaignHandlers,
      ...dashboardHandlers,
      ...criticalPointHandlers,
      ...knowledgeHandlers,
      ...turnsHandlers,
      ...fileHandlers,
      ...administrationHandlers,
      ...configurationHandlers,
      ...contactCentreHandlers,
      async live_events(call) {
        const last = call.request.headers['last-event-id'];
        const since = typeof last === 'string' ? last : call.query.since;
        const [actor, session_id] = [actorOf(call), call.session!.id];
        return feed.open({ actor, session_id, since }, call.reply);
      },
    };
    serveContract(server, app, handlers);
    let document: string | undefined;
    server.get('/api/openapi.json', { config: { city: false } }, async (_request, reply) => {
      document ??= JSON.stringify(openApiDocument());
      return reply.type('application/json; charset=utf-8').send(document);
    });
  };
}
