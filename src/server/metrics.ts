import { timingSafeEqual, createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { App } from '../actions/app.ts';
import { measures } from '../actions/measures.ts';
import { Refused } from '../actions/refused.ts';
import { queueState, type QueueState } from '../queries/operations/queue-state.ts';
import type { Operations } from './health.ts';

/** `/metrics` in the text format of Prometheus: for this machine, or for whoever bears the token. No label names a person. */
export function serveMetrics(server: FastifyInstance, app: App, operations: Operations): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  measureRequests(server, registry);
  measurePool(registry, operations);
  measureQueue(registry, app);
  const all = Registry.merge([registry, measures]);
  const options = { config: { city: false } } as const;
  server.get('/metrics', options, async (request, reply) => {
    if (!mayRead(request, operations.metrics_token)) throw new Refused('not_found');
    return reply.type(all.contentType).send(await all.metrics());
  });
}

function measureRequests(server: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'atiende_request_seconds',
    help: 'Time to answer, by pattern of the address and class of status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  server.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    const labels = { method, route: routeOptions.url ?? 'none', status: `${Math.floor(statusCode / 100)}xx` };
    seconds.observe(labels, elapsedTime / 1000);
  });
}

function measurePool(registry: Registry, { pool }: Operations): void {
  if (pool === null) return;
  new Gauge({
    name: 'atiende_database_connections',
    help: 'Connections of this process: lent out, idle, and requests that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'busy' }, pool.totalCount - pool.idleCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}

/** One reading for all; while the database is away they keep quiet instead of telling old news. */
function measureQueue(registry: Registry, { database }: App): void {
  let reading: Promise<QueueState | null> | null = null;
  const read = () => {
    reading ??= queueState(database)
      .catch(() => null)
      .finally(() => (reading = null));
    return reading;
  };
  const gauge = (name: string, help: string, of: (state: QueueState) => number) =>
    new Gauge({
      ...{ name, help, registers: [registry] },
      async collect() {
        const state = await read();
        if (state === null) this.remove();
        else this.set(of(state));
      },
    });
  gauge('atiende_jobs_due', 'Jobs whose time has come and that nobody has begun', ({ due }) => due);
  gauge('atiende_jobs_oldest_seconds', 'How long the oldest of them is due', (state) => state.oldest_seconds);
  gauge('atiende_jobs_given_up', 'Jobs that failed for the last time', ({ given_up }) => given_up);
  gauge('atiende_messages_queued', 'Messages that are not sent yet', ({ messages }) => messages);
  gauge(
    'atiende_messages_oldest_seconds',
    'How long the oldest of them waits',
    (state) => state.oldest_message_seconds,
  );
  new Gauge({
    ...{ name: 'atiende_database_up', help: 'Whether the database answered', registers: [registry] },
    async collect() {
      this.set((await read()) === null ? 0 : 1);
    },
  });
}

const loopback = /^(127\.|::1$|::ffff:127\.)/;

function mayRead(request: FastifyRequest, token: string | null): boolean {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (token !== null && given !== undefined && isSame(given, token)) return true;
  // A proxy on this machine brings strangers from this machine: what it passes on is not from here.
  const { 'x-forwarded-for': by_proxy, forwarded } = request.headers;
  const isPassedOn = by_proxy !== undefined || forwarded !== undefined;
  return token === null && !isPassedOn && loopback.test(request.socket.remoteAddress ?? '');
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(one!, other!);
}
