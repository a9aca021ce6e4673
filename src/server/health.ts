import type { FastifyInstance } from 'fastify';
import { Registry, collectDefaultMetrics, Histogram } from 'prom-client';
import type { App } from '../actions/app.ts';
import { readiness } from '../queries/operations/readiness.ts';

/** `/livez` (the process answers), `/readyz` (it can work: database, migrations, queue), `/metrics` (Prometheus). */
export function serveHealth(server: FastifyInstance, app: App): void {
  const options = { config: { city: false }, logLevel: 'warn' } as const;
  server.get('/livez', options, async () => ({ status: 'ok' }));
  server.get('/readyz', options, async (_request, reply) => {
    const checks = await readiness(app.database);
    const ok = Object.values(checks).every(({ ok: each }) => each);
    return reply.status(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable', checks });
  });
  serveMetrics(server, options);
}

function serveMetrics(server: FastifyInstance, options: { config: { city: false }; logLevel: 'warn' }): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'atiende_request_seconds',
    help: 'Time to answer, by route and status class',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    seconds.observe(
      { method: request.method, route, status: `${Math.floor(reply.statusCode / 100)}xx` },
      reply.elapsedTime / 1000,
    );
  });
  server.get('/metrics', options, async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  );
}
