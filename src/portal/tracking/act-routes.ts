import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { storeUpload } from '../../actions/files/store-upload.ts';
import { answerQuestion } from '../../actions/petitions/answer-question.ts';
import { confirmSolved } from '../../actions/petitions/confirm-solved.ts';
import { contestReply } from '../../actions/petitions/contest-reply.ts';
import { withdrawPetition } from '../../actions/petitions/withdraw-petition.ts';
import { Refused } from '../../actions/refused.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import { say as sayIn } from '../../core/language/sentences.ts';
import { trackedPetition, type TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { rightsOf } from '../layout/cookies.ts';
import { noForm, type FormState } from '../layout/fields.ts';
import { onceOf } from '../layout/once.ts';
import { posted, sayStale } from '../layout/posted.ts';
import { cutFault, uploadFault } from '../layout/uploads.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { contestPage, keyPage, withdrawPage } from './act-pages.ts';
import { trackingPage } from './tracking-page.ts';

interface Asked {
  readonly visit: Visit;
  readonly petition: TrackedPetition;
  readonly form: Form;
}

type Route = { Params: { folio: string } };

/** The petition as its owner, or nothing at all. */
async function own(app: App, request: FastifyRequest, reply: FastifyReply): Promise<Omit<Asked, 'form'>> {
  const visit = visitOf(app, request, reply);
  const { folio } = request.params as Route['Params'];
  const petition = await trackedPetition(app, visit.city, { folio, rights: rightsOf(request) });
  if (petition?.view !== 'own') throw new Refused('not_found');
  return { visit, petition };
}

/** The questions before an act: withdrawing, contesting, giving the key. */
function actPageRoutes(server: FastifyInstance, app: App): void {
  server.get<Route>('/seguimiento/:folio/clave', async (request, reply) =>
    reply.html(keyPage(visitOf(app, request, reply), request.params.folio, noForm)),
  );
  server.get<Route>('/seguimiento/:folio/retirar', async (request, reply) => {
    const { visit, petition } = await own(app, request, reply);
    return reply.html(withdrawPage(visit, petition, noForm));
  });
  server.get<Route>('/seguimiento/:folio/inconformarse', async (request, reply) => {
    const { visit, petition } = await own(app, request, reply);
    return reply.html(contestPage(visit, petition, noForm));
  });
}

interface Act {
  readonly run: (given: Asked, reply: FastifyReply) => Promise<unknown>;
  /** The page that it was sent from. */
  readonly page: (visit: Visit, petition: TrackedPetition, form: FormState) => string;
}

const acts: Readonly<Record<string, Act>> = {
  responder: { run: answer, page: trackingPage },
  archivo: { run: addFiles, page: trackingPage },
  confirmar: { run: confirm, page: trackingPage },
  retirar: { run: withdraw, page: withdrawPage },
  inconformarse: { run: contest, page: contestPage },
};

/** What the person does with their petition, once its key was shown. */
export function actRoutes(server: FastifyInstance, app: App): void {
  actPageRoutes(server, app);
  for (const [name, { run, page }] of Object.entries(acts)) {
    server.post<Route>(`/seguimiento/:folio/${name}`, async (request, reply) => {
      const { form, stale } = await posted(request);
      const { visit, petition } = await own(app, request, reply);
      if (!stale) return run({ visit, petition, form }, reply);
      const state = { values: form.fields, errors: {}, said: sayStale(visit, form) };
      return reply.status(403).html(page(visit, petition, state));
    });
    if (page !== trackingPage) continue;
    // Reloading the address after a form came back leads to the petition.
    server.get<Route>(`/seguimiento/:folio/${name}`, async (request, reply) =>
      reply.redirect(request.paths.petition(request.params.folio), 303),
    );
  }
}

function confirm(given: Asked, reply: FastifyReply) {
  const { visit, petition, form } = given;
  return done(given, reply, () =>
    confirmSolved(visit.app, actorOf(given), { petition_id: petition.id }, onceOf(form)),
  );
}

function withdraw(given: Asked, reply: FastifyReply) {
  const { visit, petition, form } = given;
  const input = { petition_id: petition.id, body: fieldOf(form, 'mensaje') };
  return done(given, reply, () => withdrawPetition(visit.app, actorOf(given), input, onceOf(form)));
}

async function contest(given: Asked, reply: FastifyReply) {
  const { visit, petition, form } = given;
  const body = fieldOf(form, 'mensaje').trim();
  if (body === '') {
    const errors = { mensaje: sayIn(visit.language, 'field.body_required') };
    return reply.status(422).html(contestPage(visit, petition, { values: form.fields, errors }));
  }
  const input = { petition_id: petition.id, body };
  return done(given, reply, () => contestReply(visit.app, actorOf(given), input, onceOf(form)));
}

const actorOf = ({ petition }: Pick<Asked, 'petition'>) =>
  ({ kind: 'citizen', petition_id: petition.id }) as const;

/** Back to the petition; a no is said there, and nothing that was typed is lost. */
async function done({ visit, petition, form }: Asked, reply: FastifyReply, call: () => Promise<unknown>) {
  try {
    await call();
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
    const text = refusalSentence(visit, error.code, error.details);
    return failed({ visit, petition }, reply, { values: form.fields, errors: {}, said: text });
  }
  return reply.redirect(visit.paths.petition(petition.folio), 303);
}

function failed({ visit, petition }: Omit<Asked, 'form'>, reply: FastifyReply, state: FormState) {
  return reply.status(422).html(trackingPage(visit, petition, state));
}

async function upload({ visit, petition, form }: Asked): Promise<{ ids: string[]; faults: string[] }> {
  const where = { city_id: visit.city.city.id, petition_id: petition.id, uploaded_kind: 'citizen' as const };
  const ids: string[] = [];
  const faults: string[] = [];
  for (const { bytes, name, is_cut } of form.files) {
    if (is_cut) {
      faults.push(cutFault(visit, name));
      continue;
    }
    try {
      const given = { ...where, bytes, declared_name: name };
      ids.push((await storeUpload(visit.app, actorOf({ petition }), given)).file_id);
    } catch (error) {
      faults.push(uploadFault(visit, name, error));
    }
  }
  return { ids, faults };
}

async function answer(given: Asked, reply: FastifyReply) {
  const { visit, petition, form } = given;
  const body = fieldOf(form, 'respuesta').trim();
  const values = form.fields;
  if (body === '') {
    return failed(given, reply, {
      values,
      errors: { respuesta: sayIn(visit.language, 'field.body_required') },
    });
  }
  const { ids, faults } = await upload(given);
  if (faults.length > 0) return failed(given, reply, { values, errors: { anexos: faults.join(' ') } });
  const input = { petition_id: petition.id, body, file_ids: ids };
  return done(given, reply, () => answerQuestion(visit.app, actorOf(given), input, onceOf(form)));
}

async function addFiles(given: Asked, reply: FastifyReply) {
  const { visit, petition } = given;
  const { ids, faults } = await upload(given);
  const none = ids.length === 0 && faults.length === 0;
  const text = none ? sayIn(visit.language, 'field.file_missing') : faults.join(' ');
  if (text !== '') return failed(given, reply, { values: {}, errors: { archivos: text } });
  return reply.redirect(visit.paths.petition(petition.folio), 303);
}
