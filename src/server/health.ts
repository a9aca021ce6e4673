import { statfs } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import type { App } from '../actions/app.ts';
import { watchFiles } from '../queries/operations/files-check.ts';
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
  /** Whether all processes keep their files in one place, which is no better where the next one runs. */
  readonly shares_files: boolean;
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
  const files = watchFiles(app.files, patienceMs);
  server.get('/livez', options, async () => ({ status: 'ok' }));
  server.get('/readyz', options, async (_request, reply) => {
    const [asked, disk, kept] = await Promise.all([
      readiness(app.database, patienceMs),
      diskSpace(operations.directories),
      files(),
    ]);
    const checks = { ...asked, disk, files: kept };
    const isWell = Object.values(checks).every(({ ok }) => ok);
    // A portal that files is of use while the workers are down, and without photos: it says so and stays.
    const spared = { queue: !operations.works_queue && checks.database.ok, files: operations.shares_files };
    const isReady = Object.entries(checks).every(
      ([part, { ok }]) => ok || spared[part as keyof typeof spared],
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
