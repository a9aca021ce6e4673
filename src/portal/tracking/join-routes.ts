import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { joinPetition } from '../../actions/petitions/join-petition.ts';
import { Refused } from '../../actions/refused.ts';
import { refusalSentence } from '../../core/language/refusal-sentence.ts';
import { say as sayIn } from '../../core/language/sentences.ts';
import { rightTo, supporterKey } from '../../queries/citizen/petition-right.ts';
import { trackedPetition, type TrackedPetition } from '../../queries/citizen/tracked-petition.ts';
import { cityText } from '../../queries/public/city-text.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { keepRights } from '../layout/cookies.ts';
import { noForm } from '../layout/fields.ts';
import { posted, sayStale } from '../layout/posted.ts';
import { onceOf } from '../layout/once.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { joinedPage, joinPage } from './act-pages.ts';

/** `/seguimiento/<folio>/unirse`: joining a petition that the public may know of. */
export function joinRoutes(server: FastifyInstance, app: App): void {
  const found = async (visit: Visit, request: FastifyRequest): Promise<TrackedPetition> => {
    const { folio } = request.params as { folio: string };
    const petition = await trackedPetition(app, visit.city, { folio, rights: [] });
    if (petition === null) throw new Refused('not_found');
    return petition;
  };
  server.get('/seguimiento/:folio/unirse', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const petition = await found(visit, request);
    const privacy = await cityText(app.database, visit.city.city.id, 'privacy_short');
    return reply.html(joinPage(visit, petition, { form: noForm, privacy }));
  });
  server.post('/seguimiento/:folio/unirse', async (request, reply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    const petition = await found(visit, request);
    const joined = stale ? { errors: {}, said: sayStale(visit, form) } : await join(visit, petition, form);
    if ('errors' in joined) {
      const privacy = await cityText(app.database, visit.city.city.id, 'privacy_short');
      const state = { values: form.fields, ...joined };
      return reply.status(stale ? 403 : 422).html(joinPage(visit, petition, { form: state, privacy }));
    }
    const { supporter_id } = joined;
    keepRights(request, reply, [rightTo(app, { petition_id: petition.id, supporter_id, issue: 1 })]);
    return reply.html(joinedPage(visit, petition, supporterKey(app, supporter_id)));
  });
}

async function join(
  visit: Visit,
  petition: TrackedPetition,
  form: Form,
): Promise<{ supporter_id: string } | { errors: Record<string, string> }> {
  const [email, phone] = [fieldOf(form, 'correo').trim(), fieldOf(form, 'telefono').trim()];
  const { language, app } = visit;
  if (email === '' && phone === '') return { errors: { correo: sayIn(language, 'field.email_required') } };
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return { errors: { correo: sayIn(language, 'field.invalid_email') } };
  }
  const privacy_version = Number(fieldOf(form, 'aviso')) || 1;
  const input = {
    petition_id: petition.id,
    contact: { email, phone },
    channel: 'portal' as const,
    privacy_version,
  };
  try {
    const result = await joinPetition(app, { kind: 'public' }, input, onceOf(form));
    return { supporter_id: (result as unknown as { supporter_id: string }).supporter_id };
  } catch (error) {
    if (!(error instanceof Refused) || error.code === 'unavailable') throw error;
    return { errors: { correo: refusalSentence(visit, error.code, error.details) } };
  }
}
