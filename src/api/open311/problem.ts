import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refused } from '../../actions/refused.ts';
import { say, type Language, type SentenceKey, type Values } from '../../core/language/sentences.ts';
import { sayError, type SaidError } from '../../server/errors.ts';
import { mediaTypes, write, type Fields, type Format } from './document.ts';

type Leaf<K> = K extends `open311.error.${infer Code}` ? Code : never;
/** A code under `open311.error` in the locales. */
export type ProblemCode = Leaf<SentenceKey>;

export interface Problem {
  readonly code: ProblemCode;
  readonly values?: Values;
}

/**
 * A no in the terms of GeoReport v2: 404 for what does not exist, 403 for the key, 400 for everything else that the
 * sender can put right. Several problems can be told at once.
 */
export class Open311Problem extends Error {
  readonly status: 400 | 403 | 404;
  readonly problems: readonly Problem[];

  constructor(status: 400 | 403 | 404, problems: readonly Problem[]) {
    super(problems.map(({ code }) => code).join(', '));
    this.name = 'Open311Problem';
    this.status = status;
    this.problems = problems;
  }
}

/** The format that the address asks for; errors at other addresses are XML, which every client must read. */
export function formatOf(request: FastifyRequest): Format {
  return /\.json(\?|$)/i.test(request.url) ? 'json' : 'xml';
}

/** Answers whatever was thrown as `errors` in the format asked for, with its HTTP status. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, descriptions } = told(error, request);
  if (status === 503) void reply.header('retry-after', '5');
  const content = descriptions.map((description): Fields => ({ code: status, description }));
  const format = formatOf(request);
  return reply
    .status(status)
    .type(mediaTypes[format])
    .send(write({ root: 'errors', content }, format));
}

function told(error: unknown, request: FastifyRequest): { status: number; descriptions: string[] } {
  const language = request.language ?? 'es';
  if (error instanceof Open311Problem) {
    return { status: error.status, descriptions: error.problems.map((one) => sayProblem(language, one)) };
  }
  const said = sayError(error, request);
  const status = statusOf(said);
  if (said.code === 'internal')
    return { status, descriptions: [sayProblem(language, { code: 'internal', values: { id: request.id } })] };
  const fields = Object.entries(said.fields).map(([field, code]) => fieldProblem(field, code));
  const known = refusals[said.code];
  if (known !== undefined) return { status, descriptions: [sayProblem(language, { code: known })] };
  if (fields.length > 0) return { status, descriptions: fields.map((one) => sayProblem(language, one)) };
  // Nothing of it could be read: neither a form nor whole.
  if (said.code === 'invalid_input')
    return { status, descriptions: [sayProblem(language, { code: 'body_wrong' })] };
  return { status, descriptions: [said.message] };
}

function sayProblem(language: Language, { code, values }: Problem): string {
  return say(language, `open311.error.${code}`, values);
}

/** 404, 403, 429 and what is ours (5xx) stay; the specification wants 400 for the rest. */
function statusOf({ code, status }: SaidError): number {
  if (code === 'forbidden') return 403;
  return status === 404 || status === 429 || status >= 500 ? status : 400;
}

const refusals: Readonly<Record<string, ProblemCode>> = {
  not_found: 'not_found',
  forbidden: 'key_may_not',
  place_outside: 'place_outside',
  place_required: 'place_missing',
  idempotency_mismatch: 'same_key_other_request',
};

/** Fields of the filing by the name they are sent under. */
const sentAs: Readonly<Record<string, string>> = {
  description: 'description',
  'place.address_text': 'address_string',
  'place.latitude': 'lat',
  'place.longitude': 'long',
  'contact.name': 'first_name, last_name',
  'contact.email': 'email',
  'contact.phone': 'phone',
};

function fieldProblem(field: string, code: string): Problem {
  const answer = /^answers\.(.+)$/.exec(field)?.[1];
  if (answer !== undefined)
    return { code: answerProblems[code] ?? 'attribute_wrong', values: { code: answer } };
  const name = sentAs[field] ?? field;
  if (name === 'description' && code === 'too_long') return { code: 'description_long' };
  if (name === 'email') return { code: 'email_wrong' };
  return { code: code === 'too_long' ? 'value_long' : 'value_wrong', values: { field: name } };
}

const answerProblems: Readonly<Record<string, ProblemCode>> = {
  answer_not_an_option: 'attribute_option',
  answer_is_one_only: 'attribute_one_only',
};

/** For what has no route here. */
export const nothingHere = (): Open311Problem => new Open311Problem(404, [{ code: 'not_found' }]);

/** Tells which codes an action refused with, for callers that answer one of them in another way. */
export const refusedWith = (error: unknown, code: string): boolean =>
  error instanceof Refused && error.code === code;
