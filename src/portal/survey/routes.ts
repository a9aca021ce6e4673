import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { answerSurvey } from '../../actions/satisfaction/answer-survey.ts';
import { declineSurveys } from '../../actions/satisfaction/decline-surveys.ts';
import { reopenUnsolved } from '../../actions/satisfaction/reopen-unsolved.ts';
import { openSurvey } from '../../actions/satisfaction/open-survey.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import {
  heldSurvey,
  reopening,
  secretOfAnswerer,
  type SurveyView,
} from '../../queries/citizen/held-survey.ts';
import { trackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { isSurveySecret, keepSurveySecret, rightsOf, surveySecretOf } from '../layout/cookies.ts';
import { declinedPage, declinePage } from '../layout/decline-pages.ts';
import { noForm, type FormState } from '../layout/fields.ts';
import { onceOf } from '../layout/once.ts';
import { posted, postedForm, sayStale } from '../layout/posted.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { overPage, thanksPage, type Over } from './after-pages.ts';
import { surveyPage, valuesOf } from './survey-page.ts';
import { writtenAnswer } from './written-answer.ts';

const nobody = { kind: 'public' } as const;

/** `/opinion…`: how it went, from the link of a message or from the petition's own page. */
export function surveyRoutes(server: FastifyInstance, app: App): void {
  openingRoutes(server, app);
  answeringRoutes(server, app);
  reopeningRoute(server, app);
  decliningRoutes(server, app);
}

interface Held {
  readonly visit: Visit;
  readonly secret: string;
  readonly survey: SurveyView;
}

/** The survey that this browser opened, or null. */
async function held(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Held | null> {
  const secret = surveySecretOf(request);
  const visit = visitOf(app, request, reply);
  const survey = secret === null ? null : await heldSurvey(app, visit.city, secret);
  return secret === null || survey === null ? null : { visit, secret, survey };
}

const gone = (visit: Visit, reply: FastifyReply, why: Over) => reply.status(410).html(overPage(visit, why));

function openingRoutes(server: FastifyInstance, app: App): void {
  // Opening it uses nothing up: mail scanners follow links. The secret leaves the address at once.
  server.get<{ Params: { token: string } }>('/opinion/:token', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const { token } = request.params;
    const survey = isSurveySecret(token) ? await heldSurvey(app, visit.city, token) : null;
    if (survey === null) return gone(visit, reply, 'link_expired');
    const own = await held(app, request, reply);
    if (own?.survey.id === survey.id && own.survey.answered) return reply.redirect(visit.paths.survey(), 303);
    if (survey.state !== 'open') return gone(visit, reply, survey.state);
    keepSurveySecret(request, reply, token);
    return reply.redirect(visit.paths.survey(), 303);
  });

  server.post<{ Params: { folio: string } }>('/seguimiento/:folio/opinion', async (request, reply) => {
    await postedForm(request);
    const visit = visitOf(app, request, reply);
    const { folio } = request.params;
    const petition = await trackedPetition(app, visit.city, { folio, rights: rightsOf(request) });
    if (petition?.view !== 'own') throw new Refused('not_found');
    const actor = { kind: 'citizen', petition_id: petition.id } as const;
    const { survey_id } = await openSurvey(app, actor, { petition_id: petition.id });
    keepSurveySecret(request, reply, secretOfAnswerer(app, survey_id));
    return reply.redirect(visit.paths.survey(), 303);
  });
}

function answeringRoutes(server: FastifyInstance, app: App): void {
  server.get('/opinion', async (request, reply) => {
    const at = await held(app, request, reply);
    if (at === null) return gone(visitOf(app, request, reply), reply, 'link_expired');
    const { visit, survey } = at;
    if (survey.state !== 'open') return gone(visit, reply, survey.state);
    return reply.html(surveyPage(visit, survey, valuesOf(survey)));
  });

  server.post('/opinion', async (request, reply) => {
    const { form, stale } = await posted(request);
    const at = await held(app, request, reply);
    if (at === null) return gone(visitOf(app, request, reply), reply, 'link_expired');
    const { visit, survey } = at;
    if (stale) {
      const state = { values: form.fields, errors: {}, said: sayStale(visit, form) };
      return reply.status(403).html(surveyPage(visit, survey, state));
    }
    return keepAnswer(at, { form, request }, reply);
  });

  server.get('/opinion/gracias', async (request, reply) => {
    const at = await held(app, request, reply);
    if (at === null || !at.survey.answered || at.survey.solved === null)
      return gone(visitOf(app, request, reply), reply, 'link_expired');
    return reply.html(thanksPage(at.visit, { ...(await thanks(at)), form: noForm }));
  });
}

async function keepAnswer(at: Held, sent: { form: Form; request: FastifyRequest }, reply: FastifyReply) {
  const { visit, secret, survey } = at;
  const { form, request } = sent;
  const written = writtenAnswer(visit, form, survey.asks);
  if ('errors' in written) return reply.status(422).html(surveyPage(visit, survey, written));
  const input = { city_id: visit.city.city.id, secret, ...written.answer };
  try {
    // The key of this form and of what opens it: sent again after the first answer, it changes that one.
    const isChange = survey.answered && survey.state === 'open';
    const { idempotency_key: key } = onceOf(form);
    const once = key === undefined ? {} : { idempotency_key: `${key}/${isChange ? 'again' : 'first'}` };
    const { survey_id } = await answerSurvey(visit.app, nobody, input, once);
    keepSurveySecret(request, reply, secretOfAnswerer(visit.app, survey_id));
  } catch (error) {
    const why = overOf(error);
    if (why === null) throw error;
    return gone(visit, reply, why);
  }
  return reply.redirect(visit.paths.surveyAct('gracias'), 303);
}

function overOf(error: unknown): Over | null {
  if (!(error instanceof Refused)) return null;
  const code = error.code === 'idempotency_mismatch' ? 'survey_answered' : error.code;
  const isOver =
    code === 'survey_over' ||
    code === 'survey_answered' ||
    code === 'survey_reopened' ||
    code === 'link_expired';
  return isOver ? code : null;
}

async function thanks({ visit, survey }: Held) {
  const asks = survey.solved === 'no';
  return { survey, reopening: asks ? await reopening(visit.app, visit.city, survey.petition_id) : null };
}

function reopeningRoute(server: FastifyInstance, app: App): void {
  server.post('/opinion/reabrir', async (request, reply) => {
    const { form, stale } = await posted(request);
    const at = await held(app, request, reply);
    if (at === null || at.survey.solved !== 'no')
      return gone(visitOf(app, request, reply), reply, 'link_expired');
    const { visit, survey } = at;
    const again = async (status: number, state: FormState) =>
      reply.status(status).html(thanksPage(visit, { ...(await thanks(at)), form: state }));
    if (stale) return again(403, { values: form.fields, errors: {}, said: sayStale(visit, form) });
    const body = fieldOf(form, 'mensaje').trim();
    // Sent twice, it is reopened once: the second finds it open.
    const done = () => reply.redirect(visit.paths.surveyAct('gracias'), 303);
    if (!survey.is_closed) return done();
    if (body === '') return again(422, { values: {}, errors: { mensaje: visit.say('field.body_required') } });
    const { petition_id } = survey;
    try {
      await reopenUnsolved(app, { kind: 'citizen', petition_id }, { petition_id, body });
    } catch (error) {
      if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
      if (error.code === 'action_not_from_this_stage') return done();
      const voice = { language: visit.language, manner: visit.manner };
      const said = refusalSentence(voice, error.code, error.details);
      return again(422, { values: form.fields, errors: {}, said });
    }
    return done();
  });
}

function decliningRoutes(server: FastifyInstance, app: App): void {
  server.get('/opinion/no-mas', async (request, reply) => {
    const at = await held(app, request, reply);
    if (at === null) return gone(visitOf(app, request, reply), reply, 'link_expired');
    return reply.html(
      declinePage(at.visit, { yes: at.visit.paths.surveyAct('no-mas'), no: at.visit.paths.survey() }),
    );
  });
  server.post('/opinion/no-mas', async (request, reply) => {
    await postedForm(request);
    const at = await held(app, request, reply);
    if (at === null) return gone(visitOf(app, request, reply), reply, 'link_expired');
    const { visit, secret } = at;
    await declineSurveys(app, nobody, { city_id: visit.city.city.id, secret });
    return reply.html(declinedPage(visit));
  });
}
