import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { App } from '../actions/app.ts';
import { cityOf, resolveCities, rewriteCityPrefix } from './city-of-request.ts';
import { answerErrors } from './errors.ts';
import { logOptions, logRequests, openLog, type Log } from './log.ts';
import { readableAddress } from './readable-address.ts';
import './request.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { traceRequests } from './traces.ts';

export interface ServerOptions {
  readonly app: App;
  readonly trusted_proxies: readonly string[];
  readonly log_level: string;
  /** The process's own; without it one of that level is opened. */
  readonly log?: Log;
  /** Whether traces are collected. */
  readonly traces?: boolean;
}

/** Largest request: five photos as a phone makes them. Each door sets its own smaller limits. */
const bodyLimit = 60 * 1024 * 1024;

/** The HTTP application without routes: security headers, forms, cookies, cities, errors, logs. */
export async function buildServer({
  app,
  trusted_proxies,
  log_level,
  log = openLog(log_level),
  traces = false,
}: ServerOptions): Promise<FastifyInstance> {
  const server = Fastify({
    ...logOptions(log),
    trustProxy: trusted_proxies.length === 0 ? false : [...trusted_proxies],
    rewriteUrl: (request) => readableAddress(rewriteCityPrefix(request)),
    bodyLimit,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    // What still came in while the doors close is answered like anything else.
    return503OnClosing: false,
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  if (traces) traceRequests(server);
  logRequests(server);
  await sendSecurityHeaders(server, app.public_url);
  await server.register(compress, { threshold: 800, encodings: ['br', 'gzip', 'identity'] });
  await server.register(cookie);
  await server.register(formbody, { bodyLimit: 1024 * 1024 });
  await server.register(multipart, {
    limits: { fileSize: 26 * 1024 * 1024, files: 10, fields: 200, fieldSize: 64 * 1024, parts: 220 },
  });
  server.decorateRequest('formSecret', undefined);
  server.decorateRequest('paths');
  server.decorateRequest('language', 'es');
  server.decorateRequest('manner');
  server.decorateRequest('city', {
    getter() {
      return cityOf(this);
    },
  });
  server.decorateReply('html', function html(page: string) {
    return this.type('text/html; charset=utf-8').send(page);
  });
  answerErrors(server);
  resolveCities(server, app);
  return server;
}
