import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { answerCampaign, answerForEverybody } from '../../actions/campaigns/answer-campaign.ts';
import { declineCampaigns } from '../../actions/campaigns/decline-campaigns.ts';
import { Refused } from '../../actions/refused.ts';
import {
  invitationOf,
  publicCampaign,
  publicCampaigns,
  type CampaignQuestions,
  type Invitation,
} from '../../queries/public/campaigns.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { campaignSecretOf, isSurveySecret, keepCampaignSecret } from '../layout/cookies.ts';
import { declinedPage, declinePage } from '../layout/decline-pages.ts';
import { noForm, type FormState } from '../layout/fields.ts';
import { onceOf } from '../layout/once.ts';
import { posted, postedForm, sayStale } from '../layout/posted.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { answeredPage, campaignForm, campaignList, overPage } from './campaign-pages.ts';
import { resultsPage } from './results-page.ts';

const nobody = { kind: 'public' } as const;

/** `/encuestas…`: studies of perception, for who was drawn, for everybody, and what they found. */
export function campaignRoutes(server: FastifyInstance, app: App): void {
  invitedRoutes(server, app);
  decliningRoutes(server, app);
  publicRoutes(server, app);
}

const gone = (visit: Visit, reply: FastifyReply, why: 'link_expired' | 'survey_over' | 'survey_answered') =>
  reply.status(410).html(overPage(visit, why));

/** The secret that a browser holds, and what it opens; null: it holds none that opens anything. */
async function heldInvitation(
  app: App,
  request: FastifyRequest,
  visit: Visit,
): Promise<[string, Invitation] | null> {
  const secret = campaignSecretOf(request);
  const found = secret === null ? null : await invitationOf(app, visit.city, secret);
  return secret === null || found === null ? null : [secret, found];
}

function invitedRoutes(server: FastifyInstance, app: App): void {
  // Opening it uses nothing up: mail scanners follow links. The secret leaves the address at once.
  server.get<{ Params: { token: string } }>('/encuestas/invitacion/:token', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { token } = request.params;
    const found = isSurveySecret(token) ? await invitationOf(app, visit.city, token) : null;
    if (found === null) return gone(visit, reply, 'link_expired');
    if (found.state !== 'open') return gone(visit, reply, found.state);
    keepCampaignSecret(request, reply, token);
    return reply.redirect(visit.paths.campaignForm(), 303);
  });
  server.get('/encuestas/responder', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const at = await heldInvitation(app, request, visit);
    if (at === null) return gone(visit, reply, 'link_expired');
    const [, { campaign, state }] = at;
    if (state !== 'open') return gone(visit, reply, state);
    return reply.html(campaignForm(visit, campaign, { form: noForm, to: visit.paths.campaignForm() }));
  });
  server.post('/encuestas/responder', async (request, reply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    const at = await heldInvitation(app, request, visit);
    if (at === null) return gone(visit, reply, 'link_expired');
    const [secret, { campaign }] = at;
    const to = visit.paths.campaignForm();
    return keep({ visit, reply, campaign, to, form, stale }, (answers) =>
      answerCampaign(app, nobody, { city_id: visit.city.city.id, secret, answers }, onceOf(form)),
    );
  });
  server.get('/encuestas/gracias', (request, reply) =>
    reply.html(answeredPage(visitOf(app, request, reply))),
  );
}

/** Whoever was drawn may say that they want no more surveys. */
function decliningRoutes(server: FastifyInstance, app: App): void {
  server.get('/encuestas/no-mas', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    if ((await heldInvitation(app, request, visit)) === null) return gone(visit, reply, 'link_expired');
    return reply.html(
      declinePage(visit, { yes: visit.paths.campaignDecline(), no: visit.paths.campaignForm() }),
    );
  });
  server.post('/encuestas/no-mas', async (request, reply) => {
    await postedForm(request);
    const visit = visitOf(app, request, reply);
    const at = await heldInvitation(app, request, visit);
    if (at === null) return gone(visit, reply, 'link_expired');
    await declineCampaigns(app, nobody, { city_id: visit.city.city.id, secret: at[0] });
    return reply.html(declinedPage(visit));
  });
}

function publicRoutes(server: FastifyInstance, app: App): void {
  server.get('/encuestas', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    return reply.html(campaignList(visit, await publicCampaigns(app, visit.city)));
  });
  server.get<{ Params: { code: string } }>('/encuestas/:code', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const found = await publicCampaign(app, visit.city, request.params.code);
    if (found === null) throw new Refused('not_found');
    const { campaign, is_open, results } = found;
    if (results !== null) return reply.html(resultsPage(visit, campaign, results));
    if (!is_open) throw new Refused('not_found');
    return reply.html(
      campaignForm(visit, campaign, { form: noForm, to: visit.paths.campaign(campaign.code) }),
    );
  });
  server.post<{ Params: { code: string } }>('/encuestas/:code', async (request, reply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    const { code } = request.params;
    const found = await publicCampaign(app, visit.city, code);
    if (found === null) throw new Refused('not_found');
    const { campaign } = found;
    return keep({ visit, reply, campaign, to: visit.paths.campaign(code), form, stale }, (answers) =>
      answerForEverybody(app, nobody, { city_id: visit.city.city.id, code, answers }, onceOf(form)),
    );
  });
}

interface Sent {
  readonly visit: Visit;
  readonly reply: FastifyReply;
  readonly campaign: CampaignQuestions;
  readonly to: string;
  readonly form: Form;
  readonly stale: boolean;
}

async function keep(
  { visit, reply, campaign, to, form, stale }: Sent,
  answer: (answers: Record<string, string>) => Promise<unknown>,
) {
  const again = (status: number, state: FormState) =>
    reply.status(status).html(campaignForm(visit, campaign, { form: state, to }));
  if (stale) return again(403, { values: form.fields, errors: {}, said: sayStale(visit, form) });
  const answers = Object.fromEntries(campaign.questions.map(({ code }) => [code, fieldOf(form, code)]));
  try {
    await answer(answers);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const { code } = error;
    if (code === 'survey_over' || code === 'survey_answered' || code === 'link_expired')
      return gone(visit, reply, code);
    if (code !== 'invalid_input') throw error;
    const errors = Object.fromEntries(
      Object.entries(error.fields).map(([name, fault]) => [
        name,
        visit.say(fault === 'too_long' ? 'field.too_long' : 'field.required'),
      ]),
    );
    return again(422, { values: form.fields, errors });
  }
  return reply.redirect(visit.paths.campaignThanks(), 303);
}
