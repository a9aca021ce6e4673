import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import type { FastifyInstance } from 'fastify';
import type { App } from './actions/app.ts';
import { openDataRoutes } from './api/open-data/routes.ts';
import { open311Routes } from './api/open311/routes.ts';
import { staffRoutes } from './api/staff/routes.ts';
import { fillDemonstration } from './start/demonstration-apart.ts';
import { sayProblem } from './cli/say-problem.ts';
import { readConfig, type Config } from './config.ts';
import { say } from './core/language/sentences.ts';
import { openChangeFeed } from './store/change-feed.ts';
import { logJobs } from './jobs/log.ts';
import { isLeftByQueue, startWorker } from './jobs/worker.ts';
import { portalRoutes } from './portal/portal.ts';
import { connectToServe, onPrimary, type Connection } from './start/connect.ts';
import { demoPassword } from './start/demo-password.ts';
import { serveHealth, type Operations } from './server/health.ts';
import { buildServer } from './server/http.ts';
import { openLog, type Log } from './server/log.ts';
import { serveMetrics } from './server/metrics.ts';
import { buildOperationsServer } from './server/operations-server.ts';
import { freePort } from './start/free-port.ts';
import { openApp, type OpenApp } from './start/open-app.ts';
import { publishApart } from './start/publish-apart.ts';
import { sayReady } from './start/say-ready.ts';
import { StartProblem } from './start/start-problem.ts';
import { startTracing } from './start/tracing.ts';
import { serveStaticFiles } from './server/static-files.ts';

const packs = join(import.meta.dirname, '..', 'packs');
const say_out = (line: string) => void process.stderr.write(`${line}\n`);

/** What a process gives to its server beside the application. */
export interface Surroundings {
  readonly log?: Log;
  readonly pool?: Operations['pool'];
}

/** All the doors of the application on one server. Tests build the same. */
export async function serveEverything(
  app: App,
  config: Config,
  { log = openLog(config.log_level), pool = null }: Surroundings = {},
): Promise<FastifyInstance> {
  const { trusted_proxies, log_level, traces_to } = config;
  const server = await buildServer({ app, trusted_proxies, log_level, log, traces: traces_to !== null });
  const operations = operationsOf(config, pool);
  serveHealth(server, app, operations);
  serveMetrics(server, app, operations);
  await serveStaticFiles(server, app);
  await server.register(staffRoutes(app));
  await server.register(open311Routes(app), { prefix: '/open311/v2' });
  await server.register(openDataRoutes(app));
  await server.register(portalRoutes(app));
  return server;
}

function operationsOf(
  { data_directory, files_in, worker, metrics_token }: Config,
  pool: Operations['pool'],
): Operations {
  const shares_files = files_in !== null;
  return { directories: [data_directory], shares_files, works_queue: worker, metrics_token, pool };
}

interface Running {
  readonly config: Config;
  readonly connection: Connection;
  readonly open: OpenApp;
  readonly stopping: Stopping;
  readonly log: Log;
}

/** What is open, in the order of opening, and whether a signal has said to end. */
interface Stopping {
  readonly closers: (() => Promise<unknown>)[];
  told: boolean;
}

/** Starts the whole product as the environment says; leaves with 1 and a sentence when it cannot. */
export async function start(): Promise<void> {
  const began = performance.now();
  const stopping: Stopping = { closers: [], told: false };
  // Else what requests leave may grow to three times what is in use before it is cleared away.
  setFlagsFromString('--heap-growing-percent=50');
  // Before anything is opened: a first start takes long enough for somebody to change their mind.
  stopOnSignals(stopping);
  try {
    const config = await withPort(readConfig(process.env));
    const log = openLog(config.log_level);
    endOnTheUnexpected(log);
    if (config.traces_to !== null) stopping.closers.push(await startTracing());
    const connection = await connectToServe(config, say_out);
    stopping.closers.push(connection.stop);
    const public_url = config.public_url ?? `http://localhost:${config.port}`;
    const open = await openApp(config, connection, { public_url, demo_at_first: config.database === null });
    stopping.closers.push(open.close);
    await run({ config, connection, open, stopping, log }, began);
  } catch (problem) {
    // What was being opened finds its database closed; that is no news.
    if (stopping.told) return;
    sayProblem(problem);
    await closeAll(stopping.closers);
    process.exit(1);
  }
}

/** `PORT=0` is any free one: it is chosen here, because links and the ready line name it. */
async function withPort(config: Config): Promise<Config> {
  return config.port === 0 && config.web ? { ...config, port: await freePort(config.host) } : config;
}

async function run({ config, connection, open, stopping, log }: Running, began: number): Promise<void> {
  const { app, installation, pool } = open;
  const { closers } = stopping;
  const password = installation.is_demo ? demoPassword(config.data_directory) : null;
  if (password !== null)
    await fillDemonstration(app, {
      ...{ folder: join(packs, 'cdmx'), password },
      onStop: (stop) => closers.push(stop),
    });
  const url = onPrimary(connection, connection.direct_url);
  const changes = openChangeFeed(url);
  closers.push(changes.close);
  const publish_apart: App['publish_apart'] = (stopping) =>
    publishApart({ public_url: app.public_url, city: null, stopping });
  const hearing = { ...app, changes, publish_apart };
  if (config.worker) closers.push(await startWorker(hearing, { url, mail: config.mail, log: logJobs(log) }));
  if (config.operations_port !== null) {
    const watched = buildOperationsServer(app, operationsOf(config, pool), log);
    closers.push(() => watched.close());
    await listen(watched, { port: config.operations_port, host: config.host });
  }
  if (!config.web) return;
  const server = await serveEverything(hearing, config, { log, pool });
  closers.push(() => closeDoors(server));
  await listen(server, config);
  await sayReady(app, { began, password, log: say_out });
}

async function listen(server: FastifyInstance, { port, host }: Pick<Config, 'port' | 'host'>): Promise<void> {
  try {
    await server.listen({ port, host });
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw problem;
    throw new StartProblem('port-in-use', { port });
  }
}

/** Answers what is being asked; what still hangs after ten seconds (a slow upload, a slow database) is cut. */
async function closeDoors(server: FastifyInstance): Promise<void> {
  const patience = setTimeout(() => server.server.closeAllConnections(), 10_000);
  // A browser keeps its connections open for the next page: each is closed as soon as its answer is out.
  const idle = setInterval(() => server.server.closeIdleConnections(), 50);
  await server.close();
  clearInterval(idle);
  clearTimeout(patience);
}

/** Ctrl-C and a service manager stop everything in order: doors first, then the worker, then the database. */
function stopOnSignals(stopping: Stopping): void {
  const stop = async () => {
    if (stopping.told) return;
    stopping.told = true;
    say_out(say('es', 'start.stopping'));
    await closeAll(stopping.closers);
    process.exit(0);
  };
  process.on('SIGINT', () => void stop());
  process.on('SIGTERM', () => void stop());
}

/** Node would print the error with its text, which may quote somebody; whoever supervises starts the process again. */
function endOnTheUnexpected(log: Log): void {
  process.on('uncaughtException', (error, origin) => {
    if (origin === 'unhandledRejection' && isLeftByQueue(error))
      return log.warn({ err: error }, 'queue_lost');
    log.fatal({ err: error }, 'uncaught');
    process.exit(1);
  });
}

/** One that cannot be closed does not keep the others open: the database is the last of them. */
async function closeAll(closers: Stopping['closers']): Promise<void> {
  for (let close = closers.pop(); close !== undefined; close = closers.pop()) {
    await close().catch(sayProblem);
  }
}

if (import.meta.main) await start();
