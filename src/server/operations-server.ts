import Fastify, { type FastifyInstance } from 'fastify';
import type { App } from '../actions/app.ts';
import { answerErrors } from './errors.ts';
import { serveHealth, type Operations } from './health.ts';
import { logOptions, logRequests, type Log } from './log.ts';
import { serveMetrics } from './metrics.ts';

/** Health and metrics alone: on a port that no proxy leads to, and for a process that opens no doors. */
export function buildOperationsServer(app: App, operations: Operations, log: Log): FastifyInstance {
  const server = Fastify({ ...logOptions(log), forceCloseConnections: true });
  logRequests(server);
  answerErrors(server);
  serveHealth(server, app, operations);
  serveMetrics(server, app, operations);
  return server;
}
