import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { App } from './actions/app.ts';
import { open311Routes } from './api/open311/routes.ts';
import { staffRoutes } from './api/staff/routes.ts';
import { loadDemonstration } from './start/demonstration.ts';
import { sayProblem } from './cli/session.ts';
import { readConfig, type Config } from './config.ts';
import { say } from './core/language/sentences.ts';
import { startWorker } from './jobs/worker.ts';
import { portalRoutes } from './portal/portal.ts';
import { connectToServe, type Connection } from './start/connect.ts';
import { demoPassword } from './start/demo-password.ts';
import { serveHealth } from './server/health.ts';
import { buildServer } from './server/http.ts';
import { openApp, type OpenApp } from './start/open-app.ts';
import { sayReady } from './start/say-ready.ts';
import { serveStaticFiles } from './server/static-files.ts';

const packs = join(import.meta.dirname, '..', 'packs');
const log = (line: string) => void process.stderr.write(`${line}\n`);

/** All the doors of the application on one server. Tests build the same. */
export async function serveEverything(app: App, config: Config): Promise<FastifyInstance> {
  const { trusted_proxies, log_level } = config;
  const server = await buildServer({ app, trusted_proxies, log_level });
  serveHealth(server, app);
  await serveStaticFiles(server);
  await server.register(staffRoutes(app));
  await server.register(open311Routes(app), { prefix: '/open311/v2' });
  await server.register(portalRoutes(app));
  return server;
}

interface Running {
  readonly config: Config;
  readonly connection: Connection;
  readonly open: OpenApp;
  readonly closers: (() => Promise<unknown>)[];
}

/** Starts the whole product as the environment says; leaves with 1 and a sentence when it cannot. */
export async function start(): Promise<void> {
  const began = performance.now();
  const config = readConfig(process.env);
  const connection = await connectToServe(config, log);
  const closers: Running['closers'] = [() => connection.stop()];
  stopOnSignals(closers);
  try {
    const public_url = config.public_url ?? `http://localhost:${config.port}`;
    const open = await openApp(config, connection, { public_url, demo_at_first: config.database === null });
    closers.push(open.close);
    await run({ config, connection, open, closers }, began);
  } catch (problem) {
    sayProblem(problem);
    await closeAll(closers);
    process.exit(1);
  }
}

async function run({ config, connection, open, closers }: Running, began: number): Promise<void> {
  const { app, installation } = open;
  const password = installation.is_demo ? demoPassword(config.data_directory) : null;
  if (password !== null) await loadDemonstration(app, { folder: join(packs, 'cdmx'), password, log });
  if (config.worker) closers.push(await startWorker(app, { url: connection.url, mail: config.mail }));
  if (!config.web) return;
  const server = await serveEverything(app, config);
  closers.push(() => server.close());
  await listen(server, config);
  await sayReady(app, { began, password, log });
}

async function listen(server: FastifyInstance, config: Config): Promise<void> {
  try {
    await server.listen({ port: config.port, host: config.host });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw problem;
    log(say('es', 'start.port-in-use', { port: config.port }));
    throw problem;
  }
}

/** Ctrl-C and a service manager stop everything in order: doors first, then the worker, then the database. */
function stopOnSignals(closers: Running['closers']): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    log(say('es', 'start.stopping'));
    await closeAll(closers);
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

async function closeAll(closers: Running['closers']): Promise<void> {
  for (const close of [...closers].reverse()) await close();
  closers.length = 0;
}

if (import.meta.main) await start();
