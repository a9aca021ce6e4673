import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../actions/app.ts';
import { Refused } from '../../actions/refused.ts';
import {
  changeSubscription,
  confirmSubscription,
  endSubscription,
} from '../../actions/subscriptions/own-subscription.ts';
import { subscribe } from '../../actions/subscriptions/subscribe.ts';
import { FREQUENCIES } from '../../core/subscriptions/digest.ts';
import { heldSubscription, type OpenedSubscription } from '../../queries/citizen/held-subscription.ts';
import { fieldOf, type Form } from '../../server/form.ts';
import { forgetSubscription, keepSubscriptionSecret, subscriptionSecretOf } from '../layout/cookies.ts';
import type { FormState } from '../layout/fields.ts';
import { onceOf } from '../layout/once.ts';
import { posted, postedForm, sayStale } from '../layout/posted.ts';
import { visitOf, type Visit } from '../layout/visit.ts';
import { askedOf, readListQuestion, type Query } from './list-question.ts';
import {
  askedPage,
  confirmPage,
  endedPage,
  leavePage,
  ownPage,
  subscribePage,
} from './subscription-pages.ts';

const nobody = { kind: 'public' } as const;

/** `/suscripcion…`: to be written to about new public petitions; without an account, by links in messages. */
export function subscriptionRoutes(server: FastifyInstance, app: App): void {
  askingRoutes(server, app);
  openingRoutes(server, app);
  ownRoutes(server, app);
}

function askingRoutes(server: FastifyInstance, app: App): void {
  server.get<{ Querystring: Query }>('/suscripcion', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const question = readListQuestion(visit.city, request.query);
    return reply.html(subscribePage(visit, question, { values: { cada: 'week' }, errors: {} }));
  });

  server.post('/suscripcion', async (request, reply) => {
    const { form, stale } = await posted(request);
    const visit = visitOf(app, request, reply);
    const question = readListQuestion(visit.city, form.fields);
    const again = (status: number, state: Partial<FormState>) =>
      reply
        .status(status)
        .html(subscribePage(visit, question, { values: form.fields, errors: {}, ...state }));
    if (stale) return again(403, { said: sayStale(visit, form) });
    const frequency = FREQUENCIES.find((one) => one === fieldOf(form, 'cada'));
    const email = fieldOf(form, 'correo').trim();
    const errors = {
      ...(frequency === undefined ? { cada: visit.say('portal.subscription.often_required') } : {}),
      ...(email === '' ? { correo: visit.say('field.email_required') } : {}),
    };
    if (frequency === undefined || email === '') return again(422, { errors });
    const { filter } = askedOf(visit.city, question, 1);
    const followed = {
      service_id: filter.service_id ?? null,
      authority_id: filter.authority_id ?? null,
      zone_code: filter.zone ?? null,
    };
    const who = { city_id: visit.city.city.id, email, address: request.ip, language: visit.language };
    try {
      await subscribe(app, nobody, { ...who, ...followed, frequency }, onceOf(form));
    } catch (error) {
      if (!(error instanceof Refused) || error.fields['email'] === undefined) throw error;
      return again(422, { errors: { correo: visit.say('field.invalid_email') } });
    }
    return reply.html(askedPage(visit));
  });
}

/** Opening uses nothing up: mail scanners follow links. The secret leaves the address at once. */
function openingRoutes(server: FastifyInstance, app: App): void {
  const open = async (request: FastifyRequest<{ Params: { token: string } }>, reply: FastifyReply) => {
    const visit = visitOf(app, request, reply);
    const token = request.params.token.slice(0, 100);
    if ((await heldSubscription(app, visit.city, token)) === null) return gone(visit, reply);
    keepSubscriptionSecret(request, reply, token);
    return reply.redirect(visit.paths.subscription(), 303);
  };
  server.get('/suscripcion/abrir/:token', open);
  server.get('/suscripcion/baja/:token', open);

  // RFC 8058: the mail program itself asks, with neither cookies nor a page before. The secret is all that it needs.
  server.post<{ Params: { token: string } }>('/suscripcion/baja/:token', async (request, reply) => {
    const visit = visitOf(app, request, reply);
    const secret = request.params.token.slice(0, 100);
    await endSubscription(app, nobody, { city_id: visit.city.city.id, secret });
    return reply.html(endedPage(visit, 'ended'));
  });
}

const gone = (visit: Visit, reply: FastifyReply) => reply.status(410).html(endedPage(visit, 'gone'));

interface Held {
  readonly visit: Visit;
  readonly secret: string;
  readonly opened: OpenedSubscription;
}

function ownRoutes(server: FastifyInstance, app: App): void {
  const held = async (request: FastifyRequest, reply: FastifyReply): Promise<Held | null> => {
    const secret = subscriptionSecretOf(request);
    const visit = visitOf(app, request, reply);
    const opened = secret === null ? null : await heldSubscription(app, visit.city, secret);
    return secret === null || opened === null ? null : { visit, secret, opened };
  };

  server.get<{ Querystring: Query }>('/suscripcion/mia', async (request, reply) => {
    const at = await held(request, reply);
    if (at === null) return gone(visitOf(app, request, reply), reply);
    const { visit, opened } = at;
    if (opened.only_leaves) return reply.html(leavePage(visit, opened));
    if (opened.own.confirmed_at === null) return reply.html(confirmPage(visit, opened));
    return reply.html(ownPage(visit, opened, saidOf(request.query['hecho'])));
  });

  const acts = {
    confirmar: ({ visit, secret }: Held) =>
      confirmSubscription(app, nobody, { city_id: visit.city.city.id, secret }),
    cambiar: ({ visit, secret }: Held, form: Form) =>
      changeSubscription(app, nobody, {
        ...{ city_id: visit.city.city.id, secret },
        frequency: fieldOf(form, 'cada') === 'day' ? 'day' : 'week',
      }),
    cancelar: ({ visit, secret }: Held, form: Form) =>
      endSubscription(app, nobody, {
        ...{ city_id: visit.city.city.id, secret },
        all: fieldOf(form, 'todas') === 'si',
      }),
  };
  for (const [act, work] of Object.entries(acts)) {
    server.post(`/suscripcion/${act}`, async (request, reply) => {
      const form = await postedForm(request);
      const at = await held(request, reply);
      if (at === null) return gone(visitOf(app, request, reply), reply);
      await work(at, form);
      if (act === 'cancelar') {
        forgetSubscription(reply);
        return reply.html(endedPage(at.visit, 'ended'));
      }
      return reply.redirect(`${at.visit.paths.subscription()}?hecho=${act}`, 303);
    });
  }
}

function saidOf(done: unknown): 'confirmed' | 'changed' | null {
  if (done === 'confirmar') return 'confirmed';
  return done === 'cambiar' ? 'changed' : null;
}
