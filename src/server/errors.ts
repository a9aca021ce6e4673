import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isDatabaseAway, isFileLost, isOutOfSpace, isStoreAway } from '../actions/outage.ts';
import { Refused } from '../actions/refused.ts';
import { refusalSentence, type Voice } from '../core/language/refusal-sentence.ts';
import type { RefusalCode } from '../core/refusals.ts';
import { statusOfRefusal } from './refusal-status.ts';

/** An error as every door says it: a code for programs, a sentence for people, an id to quote. */
export interface SaidError {
  readonly status: number;
  readonly code: RefusalCode | 'internal';
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
  readonly fields: Readonly<Record<string, string>>;
  /** What the sentences of the fields name: field → placeholder → value. */
  readonly field_values: Refused['field_values'];
}

/** Turns whatever was thrown into what may be said; internals never leave the process. */
export function sayError(error: unknown, request: FastifyRequest): SaidError {
  const refused = asRefused(error);
  const voice = voiceOf(request);
  if (refused === null) {
    request.log.error({ err: error }, 'unexpected error');
    const message = refusalSentence(voice, 'internal', { id: request.id });
    return { status: 500, code: 'internal', message, details: {}, fields: {}, field_values: {} };
  }
  const { code, details, fields, field_values } = refused;
  if (error !== refused && code === 'unavailable') request.log.warn({ err: error }, 'unavailable');
  if (code === 'file_lost') request.log.error({ err: error }, 'file lost');
  const message = refusalSentence(voice, code, details);
  return { status: statusOfRefusal(code), code, message, details, fields, field_values };
}

/** Where no city is known yet, Spanish and the zone of the machine. */
function voiceOf({ language, manner }: FastifyRequest): Voice {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { language: language ?? 'es', manner: manner ?? { locale: 'es-MX', time_zone: timeZone } };
}

function asRefused(error: unknown): Refused | null {
  if (error instanceof Refused) return error;
  if (isDatabaseAway(error) || isOutOfSpace(error) || isStoreAway(error)) return new Refused('unavailable');
  if (isFileLost(error)) return new Refused('file_lost');
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map(({ instancePath }) => [
      instancePath.slice(1).replaceAll('/', '.'),
      'invalid',
    ]);
    return new Refused('invalid_input', {}, Object.fromEntries(fields) as Record<string, string>);
  }
  const status = (error as FastifyError).statusCode;
  if (status === 404) return new Refused('not_found');
  if (status === 413) return new Refused('too_large');
  if (status === 429) return new Refused('too_many_attempts');
  if (status !== undefined && status >= 400 && status < 500) return new Refused('invalid_input');
  return null;
}

/** The JSON answer; a scope that serves pages sets a handler of its own over `sayError`. */
export function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, request, reply) => sendJsonError(error, request, reply));
  server.setNotFoundHandler((request, reply) => sendJsonError(new Refused('not_found'), request, reply));
}

/** `{ error: { code, message, fields?, details?, request_id } }` with its status. */
export function sendJsonError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const said = sayError(error, request);
  if (said.status === 503) void reply.header('retry-after', '5');
  return reply.status(said.status).send({
    error: {
      code: said.code,
      message: said.message,
      ...(Object.keys(said.fields).length > 0 ? { fields: said.fields } : {}),
      ...(Object.keys(said.details).length > 0 ? { details: said.details } : {}),
      request_id: request.id,
    },
  });
}
