import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { App } from '../actions/app.ts';
import { readiness, type Check } from '../queries/operations/readiness.ts';

/** What a process knows of itself and of its machine. */
export interface Operations {
  /** Connections to the database, as they are now. */
  readonly pool: {
    readonly totalCount: number;
    readonly idleCount: number;
    readonly waitingCount: number;
  } | null;
  /** Where it writes. */
  readonly directories: readonly string[];
  /** Whether the queue is its own business. A process that only has doors opens them all the same. */
  readonly works_queue: boolean;
  /** Whoever bears it may read the metrics from another machine. */
  readonly metrics_token: string | null;
}

/** Less than this and the next photos, or the database beside them, no longer fit. */
const leastBytes = 256 * 1024 * 1024;
const patienceMs = 5_000;

/** `/livez`: the process answers. `/readyz`: it can work, part by part; 503 where it cannot. */
export function serveHealth(server: FastifyInstance, app: App, operations: Operations): void {
  const options = { config: { city: false } } as const;
  server.get('/livez', options, async () => ({ status: 'ok' }));
  server.get('/readyz', options, async (_request, reply) => {
    const [asked, disk] = await Promise.all([
      readiness(app.database, patienceMs),
      diskSpace(operations.directories),
    ]);
    const checks = { ...asked, disk };
    const isWell = Object.values(checks).every(({ ok }) => ok);
    // A portal that files is of use while the workers are down: it says so and stays.
    const isReady = Object.entries(checks).every(
      ([part, { ok }]) => ok || (part === 'queue' && !operations.works_queue && checks.database.ok),
    );
    const status = isWell ? 'ok' : isReady ? 'degraded' : 'unavailable';
    void reply.header('cache-control', 'no-store');
    return reply.status(isReady ? 200 : 503).send({ status, checks });
  });
}

/** The fullest of the volumes. */
async function diskSpace(directories: readonly string[]): Promise<Check> {
  try {
    const free = await Promise.all(
      directories.map(async (path) => {
        const { bavail, bsize } = await statfs(path);
        return bavail * bsize;
      }),
    );
    const least = Math.min(...free);
    if (least === Infinity) return { ok: true };
    return { ok: least >= leastBytes, detail: `${Math.floor(least / 1024 / 1024)} MiB` };
  } catch {
    return { ok: false };
  }
}
