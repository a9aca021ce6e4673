import { fork, type ChildProcess } from 'node:child_process';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { oneCity, type OneCity } from '../../test/one-city.ts';
import { acceptPetition } from '../actions/petitions/accept-petition.ts';
import { releaseDeadWorkers } from '../actions/upkeep/release-dead-workers.ts';
import { inTransaction, openDatabase, reading } from '../store/database.ts';
import { enqueueJob, openSignOfLife } from '../store/job-queue.ts';
import { absentWorkers } from '../queries/operations/absent-workers.ts';
import { publishApart } from '../start/publish-apart.ts';
import { verifyHistories } from '../queries/verification/verify-histories.ts';
import type { JobReport } from './log.ts';
import { releaseDead } from './release-dead.ts';
import { startWorker } from './worker.ts';

const system = { kind: 'system' } as const;
let city: OneCity;
/** Without a mail server: nothing but the jobs of these tests is in the queue. */
let quiet: OneCity['app'];
let owner: pg.Client;

beforeAll(async () => {
  city = await oneCity();
  quiet = city.with({ sends_mail: false });
  owner = new pg.Client(city.owner_url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await city.drop();
});

const enqueue = (
  name: 'mark_missed_clocks' | 'close_answered_petitions' | 'sweep_expired' | 'publish_open_data',
) => inTransaction(city.app.database, system, (tx) => enqueueJob(tx, { name }));
const waitingJobs = async () =>
  (await owner.query<{ count: number }>('select count(*)::int as count from graphile_worker.jobs')).rows[0]!
    .count;
const typesOf = (petition_id: string) =>
  reading(city.app.database, system, async (reader) => {
    const rows = await reader
      .selectFrom('petition_events')
      .select('type')
      .where('petition_id', '=', petition_id)
      .orderBy('seq')
      .execute();
    return rows.map(({ type }) => type);
  });
const soon = { timeout: 25_000, interval: 100 };

test('a deadline that went by is written down once, and the histories are sealed', async () => {
  const { petition_id } = await city.file({}, quiet);
  await acceptPetition(quiet, system, { petition_id });
  const later = city.with({ now: () => '2026-10-05T16:00:00.000Z' });
  const stop = await startWorker(later, { url: city.url, mail: null, log: () => undefined });
  try {
    await enqueue('mark_missed_clocks');
    await expect.poll(() => typesOf(petition_id), soon).toContain('clock_missed');
    const missed = await typesOf(petition_id);
    await enqueue('mark_missed_clocks');
    await expect.poll(waitingJobs, soon).toBe(0);
    expect(await typesOf(petition_id)).toEqual(missed);
  } finally {
    await stop();
  }
  const restarted = await startWorker(later, { url: city.url, mail: null, log: () => undefined });
  await restarted();
  const verified = await verifyHistories(city.app.database);
  expect(verified.problems).toEqual([]);
  expect(verified.newest_roots).toHaveLength(1);
});

test('a worker that stops leaves long work where it is, for whoever works next', async () => {
  const reports: JobReport[] = [];
  const begun = Promise.withResolvers<void>();
  const endless = (stopping: AbortSignal | undefined) =>
    new Promise<void>((_, reject) => {
      stopping?.addEventListener('abort', () => reject(new Error('left')));
      begun.resolve();
    });
  const settings = { url: city.url, mail: null, log: (report: JobReport) => void reports.push(report) };
  const stop = await startWorker({ ...quiet, publish_apart: endless }, settings);
  await enqueue('publish_open_data');
  await begun.promise;
  await stop();
  expect(reports.filter(({ job }) => job === 'publish_open_data').map(({ event }) => event)).toEqual([
    'job_left',
  ]);
  const jobs = await owner.query('select locked_at, attempts from graphile_worker.jobs');
  expect(jobs.rows).toEqual([{ locked_at: null, attempts: 1 }]);
  await owner.query(`select graphile_worker.complete_jobs((select array_agg(id) from graphile_worker.jobs))`);
});

test('publishing in a process of its own ends when it is told to, and does not say that it is done', async () => {
  const publishing = publishApart({
    ...{ public_url: 'http://127.0.0.1', city: null },
    stopping: AbortSignal.abort(),
  });
  await expect(publishing).rejects.toThrow('Publishing ended with SIGTERM');
});

test('the worker outlives a database that goes away and comes back, and does then what was enqueued meanwhile', async () => {
  const reports: JobReport[] = [];
  const log = (report: JobReport) => void reports.push(report);
  const way = await wayTo(city.url);
  const stop = await startWorker(city.app, { url: way.url, mail: null, log });
  try {
    await enqueue('sweep_expired');
    await expect.poll(waitingJobs, soon).toBe(0);
    await way.close();
    await enqueue('sweep_expired');
    await enqueue('mark_missed_clocks');
    expect(await waitingJobs()).toBe(2);
    await way.open();
    await expect.poll(waitingJobs, soon).toBe(0);
  } finally {
    await stop();
    await way.close();
  }
  // At least: a full minute may bring one of the timetable's own, and what was done as the way closed is done again.
  const done = reports.filter(({ event }) => event === 'job_done').map(({ job }) => job);
  expect(done.filter((job) => job === 'sweep_expired').length).toBeGreaterThanOrEqual(2);
  expect(done).toContain('mark_missed_clocks');
});

test('a worker that starts while the database is away begins when it comes', async () => {
  const way = await wayTo(city.url);
  await way.close();
  const stop = await startWorker(city.app, { url: way.url, mail: null, log: () => undefined });
  try {
    await enqueue('sweep_expired');
    await way.open();
    await expect.poll(waitingJobs, soon).toBe(0);
  } finally {
    await stop();
    await way.close();
  }
});

test('a job whose worker was killed is given back within seconds and done by another', async () => {
  const killed = await killedWhileWorking();
  expect(killed.locked_by).toMatch(/^pool-/);
  const stop = await startWorker(city.app, { url: city.url, mail: null, log: () => undefined });
  try {
    await expect.poll(waitingJobs, soon).toBe(0);
  } finally {
    await stop();
  }
});

test('the jobs of a worker that lives are its own, however long they take and however often its connection is cut', async () => {
  await owner.query(`select graphile_worker.add_job('not_known_here')`);
  await owner.query(
    `update graphile_worker._private_jobs set locked_by = 'pool-living', locked_at = now() - interval '1 hour'`,
  );
  const living = openSignOfLife(city.url);
  const isSeen = async () => !(await absentWorkers(city.app)).includes('pool-living');
  const workers = ['pool-living'];
  living.bear('pool-living');
  // Nobody else than the role itself may cut its connections.
  const same = new pg.Client(city.url);
  await same.connect();
  try {
    for (let cut = 0; cut < 2; cut++) {
      await expect.poll(isSeen, soon).toBe(true);
      expect(await releaseDeadWorkers(city.app, system, { workers })).toEqual({ released: 0 });
      await same.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'pool-living'`,
      );
    }
    await expect.poll(isSeen, soon).toBe(true);
  } finally {
    await same.end();
    await living.close();
  }
  await expect.poll(isSeen, soon).toBe(false);
  expect(await releaseDeadWorkers(city.app, system, { workers })).toEqual({ released: 1 });
});

test('one absence, or one with the database away in between, is no death', async () => {
  await owner.query(`update graphile_worker._private_jobs set locked_by = 'pool-gone', locked_at = now()`);
  const locks = async () =>
    (await owner.query('select from graphile_worker.jobs where locked_by is not null')).rowCount;
  const look = releaseDead();
  const away = openDatabase('postgres://nobody@127.0.0.1:9/none', 1);
  for (let n = 0; n < 3; n++) await look(city.app);
  await expect(look({ ...city.app, database: away.database })).rejects.toThrow();
  for (let n = 0; n < 3; n++) await look(city.app);
  expect(await locks()).toBe(1);
  await look(city.app);
  expect(await locks()).toBe(0);
  await away.pool.end();
});

/** Another process takes a job that lasts, and is ended with SIGKILL in the middle of it. */
async function killedWhileWorking(): Promise<{ locked_by: string }> {
  await enqueue('sweep_expired');
  const child: ChildProcess = fork(
    new URL('../../test/processes/worker-that-hangs.ts', import.meta.url),
    [city.url],
    {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.once('message', resolve));
  child.kill('SIGKILL');
  await ended;
  const { rows } = await owner.query<{ locked_by: string }>('select locked_by from graphile_worker.jobs');
  return rows[0]!;
}

/** A way to the database that can be cut: every connection broken, new ones refused. */
async function wayTo(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => (near.destroy(), far.destroy()));
    }
    near.pipe(far).pipe(near);
  });
  const open = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await open(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: Object.assign(new URL(url), { host: `127.0.0.1:${port}` }).href,
    open: () => open(port),
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      sockets.clear();
      await closed;
    },
  };
}
