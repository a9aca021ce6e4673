import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { discardDraft } from '../../actions/drafts/discard-draft.ts';
import { saveDraft } from '../../actions/drafts/save-draft.ts';
import { Refused } from '../../actions/refused.ts';
import { emergencyIn } from '../../core/petitions/emergencies.ts';
import { emptyDraft, type DraftData } from '../../queries/citizen/draft-data.ts';
import { draftSummary, readDraft } from '../../queries/citizen/draft.ts';
import {
  isStepName,
  nextStepOf,
  serviceOf,
  stepAfter,
  type StepName,
} from '../../queries/citizen/draft-steps.ts';
import { officesOfService } from '../../queries/public/offices-of-service.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { draftSecretOf, forgetDraft, keepDraftSecret } from '../layout/cookies.ts';
import { posted, postedForm, sayStale } from '../layout/posted.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { filingPage } from './filing-page.ts';
import { emergencyPage, startPage } from './gate-pages.ts';
import { send } from './send.ts';
import { contactStep } from './step-contact.ts';
import { detailsStep } from './step-details.ts';
import { nearbyOf, nearbyStep } from './step-nearby.ts';
import { officeStep } from './step-office.ts';
import { photosStep } from './step-photos.ts';
import { reviewView } from './step-review.ts';
import { topicStep } from './step-topic.ts';
import { whatStep } from './step-what.ts';
import { whereStep } from './step-where.ts';
import { whoStep } from './step-who.ts';
import type { Step, StepContext, Taken } from './step.ts';

const steps: Readonly<Record<Exclude<StepName, 'revisar'>, Step>> = {
  tema: topicStep,
  que: whatStep,
  donde: whereStep,
  cercanas: nearbyStep,
  oficina: officeStep,
  detalles: detailsStep,
  fotos: photosStep,
  quien: whoStep,
  contacto: contactStep,
};

/** `/solicitud…`: one question per page, each answer kept in the draft. */
export function filingRoutes(server: FastifyInstance, app: App): void {
  startRoutes(server, app);
  server.get<{ Params: { step: string } }>('/solicitud/:step', async (request, reply) => {
    const context = await contextOf(app, request, reply);
    if (context === null) return reply.redirect(request.paths.services(), 303);
    return showStep(context, request.params.step, reply);
  });
  server.post<{ Params: { step: string } }>('/solicitud/:step', async (request, reply) => {
    const { form, stale } = await posted(request);
    const context = (await contextOf(app, request, reply)) ?? (await revived(app, { request, form }, reply));
    if (context === null) return reply.redirect(request.paths.services(), 303);
    const { step } = request.params;
    if (stale) return stillThere(context, { request, form, step }, reply);
    return takeStep(context, { request, form, step }, reply);
  });
}

function startRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: { tema?: string } }>('/solicitud', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const service = visit.city.services_by_code.get(request.query.tema ?? '');
    if (!service?.is_active) return reply.redirect(visit.paths.services(), 303);
    const secret = draftSecretOf(request);
    const unfinished = secret === null ? null : await draftSummary(app, visit.city, secret);
    const counters = await officesOfService(app, visit.city, service.code);
    return reply.html(startPage(visit, service, { unfinished, counters }));
  });

  server.post('/solicitud', async (request, reply) => {
    const form = await postedForm(request);
    const visit = visitOf(app, request, reply);
    const service = visit.city.services_by_code.get(fieldOf(form, 'tema'));
    if (!service?.is_active) throw new Refused('service_unknown');
    const old = draftSecretOf(request);
    if (old !== null)
      await discardDraft(app, { kind: 'public' }, { secret: old, city_id: visit.city.city.id });
    const data = { ...emptyDraft, service_code: service.code };
    await keep(visit, { request, reply, secret: null }, data);
    return reply.redirect(visit.paths.step('que'), 303);
  });

  server.post('/solicitud/descartar', async (request, reply) => {
    await postedForm(request);
    const secret = draftSecretOf(request);
    if (secret !== null)
      await discardDraft(app, { kind: 'public' }, { secret, city_id: request.city.city.id });
    forgetDraft(reply);
    return reply.redirect(request.paths.home(), 303);
  });
}

async function contextOf(
  app: App,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<StepContext | null> {
  const visit = visitOf(app, request, reply);
  const secret = draftSecretOf(request);
  const draft = secret === null ? null : await readDraft(app, visit.city.city.id, secret);
  return secret === null || draft === null ? null : { visit, draft, secret };
}

/** A draft that expired, or whose cookie is gone, begins again with the page that was sent: what it says is not lost. */
async function revived(
  app: App,
  { request, form }: { request: FastifyRequest; form: Form },
  reply: FastifyReply,
): Promise<StepContext | null> {
  const visit = visitOf(app, request, reply);
  const service = visit.city.services_by_code.get(fieldOf(form, 'sobre'));
  if (!service?.is_active) return null;
  const data = { ...emptyDraft, service_code: service.code };
  const secret = await keep(visit, { request, reply, secret: null }, data);
  const draft = await readDraft(app, visit.city.city.id, secret);
  return draft === null ? null : { visit, draft, secret };
}

/** The page comes back as it was typed, with a fresh token. */
async function stillThere(context: StepContext, { form, step }: Posted, reply: FastifyReply) {
  const { visit, draft } = context;
  const unasked = step === 'revisar' && nextStepOf(visit.city, draft.data) !== 'revisar';
  if (!isStepName(step) || unasked) return showStep(context, step, reply);
  const state = { values: form.fields, errors: {}, said: sayStale(visit, form) };
  const view = await (step === 'revisar' ? reviewView(context) : steps[step].view(context, state));
  return reply.status(403).html(filingPage(visit, { step, draft: draft.data, view, form: state }));
}

async function keep(
  visit: Visit,
  at: { request: FastifyRequest; reply: FastifyReply; secret: string | null },
  data: DraftData,
): Promise<string> {
  const { app, city } = visit;
  const saved = await saveDraft(app, { kind: 'public' }, { secret: at.secret, city_id: city.city.id, data });
  keepDraftSecret(at.request, at.reply, saved.secret);
  return saved.secret;
}

async function showStep(context: StepContext, step: string, reply: FastifyReply) {
  const { visit, draft } = context;
  const { data } = draft;
  if (draft.filed_petition_id !== null) return reply.redirect(visit.paths.receipt(), 303);
  if (step === 'emergencia') {
    const found = emergencyOf(visit, data);
    return found === undefined
      ? reply.redirect(visit.paths.step('que'), 303)
      : reply.html(emergencyPage(visit, found));
  }
  if (!isStepName(step)) throw new Refused('not_found');
  const next = nextStepOf(visit.city, data);
  if (step === 'revisar') {
    if (next !== 'revisar') return reply.redirect(visit.paths.step(next), 303);
    const view = await reviewView(context);
    return reply.html(filingPage(visit, { step, draft: data, view, form: null }));
  }
  if (step !== 'tema' && serviceOf(visit.city, data) === null)
    return reply.redirect(visit.paths.step('tema'), 303);
  const view = await steps[step].view(context, null);
  return reply.html(filingPage(visit, { step, draft: data, view, form: null }));
}

interface Posted {
  readonly request: FastifyRequest;
  readonly form: Form;
  readonly step: string;
}

async function takeStep(context: StepContext, posted: Posted, reply: FastifyReply) {
  const { visit, draft, secret } = context;
  const { request, form, step } = posted;
  if (draft.filed_petition_id !== null) return reply.redirect(visit.paths.receipt(), 303);
  if (posted.step === 'revisar') return send(context, { request, form }, reply);
  if (step === 'emergencia') {
    const data = { ...draft.data, emergency_passed: draft.data.description };
    await keep(visit, { request, reply, secret }, data);
    return reply.redirect(visit.paths.step(stepAfter(visit.city, data, 'que')), 303);
  }
  if (!isStepName(step) || step === 'revisar') throw new Refused('not_found');
  const taken = await steps[step].read(context, form);
  if (Object.keys(taken.errors).length > 0 || taken.stay === true) {
    return again(context, { form, step, taken }, reply);
  }
  const done = [...new Set([...taken.data.done, step])];
  const data = { ...taken.data, done };
  await keep(visit, { request, reply, secret }, data);
  return reply.redirect(
    visit.paths.step(await whereNext({ ...context, draft: { ...draft, data } }, step)),
    303,
  );
}

/** The same page with everything as it was typed; 422 where something is wrong. */
async function again(
  context: StepContext,
  given: { form: Form; step: Exclude<StepName, 'revisar'>; taken: Taken },
  reply: FastifyReply,
) {
  const { visit, draft } = context;
  const { step, form, taken } = given;
  const { errors } = taken;
  const faulty = Object.keys(errors).length > 0;
  const state = { values: form.fields, errors };
  const view = await steps[step].view(context, state);
  return reply
    .status(faulty ? 422 : 200)
    .html(filingPage(visit, { step, draft: draft.data, view, form: state }));
}

async function whereNext(context: StepContext, step: StepName): Promise<string> {
  const { visit, draft } = context;
  if (step === 'que' && emergencyOf(visit, draft.data) !== undefined) return 'emergencia';
  if (step === 'donde' && !draft.data.place.nowhere && (await nearbyOf(context)).length > 0)
    return 'cercanas';
  return stepAfter(visit.city, draft.data, step);
}

/** The emergency that the text speaks of, unless this very text was passed. */
function emergencyOf(visit: Visit, data: DraftData) {
  if (data.description === data.emergency_passed) return undefined;
  const words = serviceOf(visit.city, data)?.emergency_words ?? [];
  return emergencyIn(data.description, visit.city.city.settings.emergency, words);
}
