import type { FastifyInstance } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import { recoverAccess, useRecoveryLink } from '../../actions/tracking/recover-access.ts';
import { say as sayIn } from '../../core/language/sentences.ts';
import { rightTo } from '../../queries/citizen/petition-right.ts';
import { fieldOf } from '../../server/form.ts';
import { keepRights } from '../layout/cookies.ts';
import { noForm } from '../layout/fields.ts';
import { posted, postedForm, sayStale } from '../layout/posted.ts';
import { visitOf } from '../layout/visit.ts';
import { expiredPage, linkPage, recoverPage, sentPage } from './recover-pages.ts';

const nobody = { kind: 'public' } as const;

/** `/recuperar…`: a lost folio or key, through the e-mail on file. */
export function recoverRoutes(server: FastifyInstance, app: App): void {
  server.get('/recuperar', async (request, reply) =>
    reply.html(recoverPage(visitOf(app, request, reply), noForm)),
  );

  server.post('/recuperar', async (request, reply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    if (stale) {
      const state = { values: form.fields, errors: {}, said: sayStale(visit, form) };
      return reply.status(403).html(recoverPage(visit, state));
    }
    const email = fieldOf(form, 'correo').trim();
    const input = { city_id: visit.city.city.id, email, address: request.ip };
    try {
      await recoverAccess(app, nobody, input);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'invalid_input') throw error;
      const correo = sayIn(visit.language, email === '' ? 'field.email_required' : 'field.invalid_email');
      return reply.status(422).html(recoverPage(visit, { values: form.fields, errors: { correo } }));
    }
    return reply.html(sentPage(visit));
  });

  server.get<{ Params: { token: string } }>('/recuperar/:token', async (request, reply) =>
    reply.html(linkPage(visitOf(app, request, reply), request.params.token)),
  );

  server.post<{ Params: { token: string } }>('/recuperar/:token', async (request, reply) => {
    await postedForm(request);
    const visit = visitOf(app, request, reply);
    const input = { city_id: visit.city.city.id, token: request.params.token.slice(0, 100) };
    const found = await useRecoveryLink(app, nobody, input).catch((error: unknown) => {
      if (error instanceof Refused && error.code === 'link_expired') return null;
      throw error;
    });
    if (found === null) return reply.status(410).html(expiredPage(visit));
    keepRights(
      request,
      reply,
      found.slice(0, 10).map((one) => rightTo(app, one)),
    );
    return reply.redirect(visit.paths.follow(), 303);
  });
}
