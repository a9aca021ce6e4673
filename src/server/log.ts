import type { IncomingMessage } from 'node:http';
import {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyServerOptions,
} from 'fastify';
import pino from 'pino';

/** Every line of this process goes through one of these: JSON, one object a line, on standard output. */
export type Log = pino.Logger;

/**
 * Logs say what happened, where and under which request id, never who asked or what they typed. Of an error they keep its
 * kind, its code and where it was thrown: its text may quote a value (a name, an address), so it stays out.
 */
export function openLog(level: string, to: pino.DestinationStream = pino.destination(1)): Log {
  const options: pino.LoggerOptions = {
    level,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: withoutValues, error: withoutValues, req: () => undefined, res: () => undefined },
  };
  return pino(options, to);
}

interface Thrown {
  readonly name?: string;
  readonly code?: unknown;
  readonly stack?: string;
  readonly cause?: unknown;
  /** What PostgreSQL names: parts of the schema, never values. */
  readonly constraint?: unknown;
  readonly table?: unknown;
  readonly routine?: unknown;
}

/** An error without any text that could quote a person: class, code, names of the schema, places in the code. */
export function withoutValues(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { type: typeof thrown };
  const { name, code, stack = '', cause, constraint, table, routine } = thrown as Thrown;
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: name,
    ...Object.fromEntries(
      Object.entries({ code, constraint, table, routine }).filter(([, value]) => typeof value === 'string'),
    ),
    stack: frames.join('\n'),
    ...(cause === undefined ? {} : { cause: withoutValues(cause) }),
  };
}

/** What Fastify is told of logging: ours, one line per request, and an id for each. */
export function logOptions(
  log: Log,
): Pick<FastifyServerOptions, 'loggerInstance' | 'logController' | 'genReqId'> {
  return {
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: requestId,
  };
}

/**
 * The id that a proxy gave the request, where it is one as proxies make them (hexadecimal, as a UUID or without dashes:
 * it cannot be anybody's name), else a new one.
 */
function requestId({ headers }: IncomingMessage): string {
  const given = headers['x-request-id'];
  if (typeof given === 'string' && /^[0-9a-f][0-9a-f-]{15,63}$/i.test(given)) return given;
  return crypto.randomUUID().slice(0, 13);
}

const asked_all_the_time: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics']);

/** One line when a request is answered, by its pattern: an address may hold a folio, a key or a name. */
export function logRequests(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    void reply.header('x-request-id', request.id);
  });
  server.addHook('onResponse', async ({ log, method, routeOptions }, reply) => {
    const { statusCode: status, elapsedTime } = reply;
    const line = { method, route: routeOptions.url ?? 'none', status, ms: Math.round(elapsedTime) };
    const level = status >= 500 ? 'warn' : asked_all_the_time.has(line.route) ? 'debug' : 'info';
    log[level](line, 'answered');
  });
}
