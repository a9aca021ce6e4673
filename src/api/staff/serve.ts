import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { serializerCompiler } from 'fastify-type-provider-zod';
import type { z } from 'zod';
import { parseInput } from '../../actions/action.ts';
import type { App } from '../../actions/app.ts';
import { noteSeen } from '../../actions/identity/sessions.ts';
import { Refused } from '../../actions/refused.ts';
import { permitsAnywhere } from '../../core/access/actor.ts';
import { languageOf, sayCode } from '../../core/language/sentences.ts';
import { sessionOfToken, type Session } from '../../queries/staff/actor-of-session.ts';
import { refuseOtherSites } from '../../server/csrf.ts';
import { sayError } from '../../server/errors.ts';
import { turns } from '../../server/turns.ts';
import { routeTable, type RouteName, type RouteSpec } from './contract.ts';
import { needsActor, type Call, type Handlers } from './call.ts';
import { sessionToken } from './session-cookie.ts';

export const apiBase = '/api/v1';
const longestKey = 255;
/** Thousands of windows come back together when they have lost a process: the others are not to wait for them. */
const comingBack = turns(3);

/** Puts every route of the contract on the server; one without a handler does not compile. */
export function serveContract(server: FastifyInstance, app: App, handlers: Handlers): void {
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler((error, request, reply) => sayStaffError(error, request, reply));
  for (const [name, spec] of Object.entries<RouteSpec>(routeTable)) {
    const handler = handlers[name as RouteName] as (call: Call) => Promise<unknown>;
    server.route({
      method: spec.method,
      url: apiBase + spec.path,
      config: { city: false },
      bodyLimit: spec.raw === 'upload' ? 30 * 1024 * 1024 : 1024 * 1024,
      ...(spec.reply === undefined ? {} : { schema: { response: { 200: spec.reply } } }),
      handler: async (request, reply) => {
        // Answers hold personal data: no cache keeps them.
        void reply.header('cache-control', 'no-store');
        const session = await (spec.raw === 'events'
          ? comingBack(() => askSession(app, request, spec))
          : askSession(app, request, spec));
        return handler(readCall({ app, request, reply, session }, spec));
      },
    });
  }
}

/** The checks that come before anything is read: the console's own header, the session, the permission. */
async function askSession(app: App, request: FastifyRequest, spec: RouteSpec): Promise<Session | null> {
  if (spec.method !== 'GET') {
    refuseOtherSites(request);
    if (request.headers['x-atiende'] !== '1') throw new Refused('forbidden', { cause: 'header_missing' });
  }
  if (spec.permission === 'anybody') return null;
  // Whoever waited for a turn may have gone meanwhile.
  if (request.raw.socket.destroyed) throw new Refused('unavailable');
  const session = await sessionOfToken(app, sessionToken(request));
  if (session === null) throw new Refused('sign_in_needed');
  // Windows of one browser share the session: what somebody left on a screen is not done in the name of who came after.
  const screen_of = request.headers['x-atiende-user'];
  if (screen_of !== undefined && screen_of !== session.user.id) throw new Refused('session_of_another');
  // A window that only listens, and comes again by itself, is nobody at work.
  if (spec.raw !== 'events') await noteSeen(app, session);
  if (!needsActor(spec)) return session;
  if (session.actor === null) {
    const isPassword = session.standing === 'password_change_needed';
    throw new Refused(isPassword ? 'sign_in_needed' : 'second_factor_needed');
  }
  if (spec.permission !== 'signed_in' && !permitsAnywhere(session.actor, spec.permission as never)) {
    throw new Refused('forbidden');
  }
  return session;
}

type Raw = Pick<Call, 'app' | 'request' | 'reply' | 'session'>;

function readCall(raw: Raw, spec: RouteSpec): Call {
  const { request } = raw;
  const key = request.headers['idempotency-key'];
  if (typeof key === 'string' && key.length > longestKey) throw new Refused('invalid_input');
  return {
    ...raw,
    params: spec.params === undefined ? undefined : orNotFound(spec.params, request.params),
    query: spec.query === undefined ? undefined : parseInput(spec.query, request.query),
    body: spec.body === undefined ? undefined : parseInput(spec.body, request.body ?? {}),
    idempotency: typeof key === 'string' && key !== '' ? { idempotency_key: key } : {},
  } as Call;
}

/** An address that names nothing is an address that is not there. */
function orNotFound(schema: z.ZodType, given: unknown): unknown {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Refused('not_found');
  return parsed.data;
}

/** The error body of the contract; each field at fault has its own sentence. */
export function sayStaffError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const said = sayError(error, request);
  const language = request.language ?? languageOf('es');
  const fields = Object.entries(said.fields).map(([field, code]) => {
    const values = said.field_values[field] ?? {};
    const message =
      sayCode(language, 'field', code, values) ?? sayCode(language, 'refusal', code, values) ?? said.message;
    return [field, { code, message }];
  });
  if (said.status === 503) void reply.header('retry-after', '5');
  return reply.status(said.status).send({
    error: {
      code: said.code,
      message: said.message,
      ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
      ...(Object.keys(said.details).length > 0 ? { details: said.details } : {}),
      request_id: request.id,
    },
  });
}
