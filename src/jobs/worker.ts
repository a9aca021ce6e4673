import { EventEmitter } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { App } from '../actions/app.ts';
import { jobsDone } from '../actions/measures.ts';
import { isDatabaseAway } from '../actions/outage.ts';
import { inSpan } from '../actions/tracing.ts';
import { openMailer, type MailSettings } from '../channels/email/send-email.ts';
import { problemOf, type JobLog } from './log.ts';
import { openQueuePool, openSignOfLife, type QueueAddress, type SignOfLife } from '../store/job-queue.ts';
import { jobs, rounds, timetable, type Job, type JobTools, type Round } from './timetable.ts';
import { holdLines } from './telephony/hold-lines.ts';
import { wakeOnChange } from './wake-on-change.ts';

export interface WorkerSettings {
  readonly url: QueueAddress;
  readonly mail: MailSettings | null;
  readonly log?: JobLog;
  /** Jobs at a time. */
  readonly concurrency?: number;
}

/**
 * Starts working the queue and the timetable in this process. It goes on by itself when the database goes away and
 * comes back; several processes may do the same side by side.
 * @returns a function that stops it when the jobs at hand are done, the long ones when their transaction at hand is
 */
export async function startWorker(given: App, settings: WorkerSettings): Promise<() => Promise<void>> {
  const { log = () => undefined } = settings;
  const stopping = new AbortController();
  const app = { ...given, stopping: stopping.signal };
  const mailer = settings.mail === null ? null : openMailer(settings.mail);
  const life = openSignOfLife(settings.url);
  const stopQueue = await keepWorking(() => startQueue({ app, mailer }, { ...settings, life }, log), log);
  const timers = rounds().map((round) => startRound(app, round, log));
  const letLinesGo = holdLines(app, settings.url, log);
  return async () => {
    stopping.abort();
    await Promise.all([...timers.map((stop) => stop()), stopQueue(), letLinesGo()]);
    await life.close();
    mailer?.close();
  };
}

/** Starts the queue and starts it anew whenever it gives up, until told to stop. */
async function keepWorking(start: () => Promise<Queue>, log: JobLog): Promise<() => Promise<void>> {
  let stopping = false;
  let queue: Queue | null = null;
  let wake = () => undefined as void;
  const begin = async () => {
    try {
      queue = await start();
      log({ level: 'info', event: 'worker_started' });
    } catch (error) {
      queue = null;
      log({ level: 'error', event: 'worker_lost', problem: problemOf(error) });
    }
  };
  const watch = async () => {
    while (!stopping) {
      await queue?.over.catch((error: unknown) =>
        log({ level: 'error', event: 'worker_lost', problem: problemOf(error) }),
      );
      if (stopping) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 2_000);
        wake = () => (clearTimeout(timer), resolve());
      });
      if (!stopping) await begin();
    }
  };
  await begin();
  const watching = watch();
  return async () => {
    stopping = true;
    wake();
    await queue?.stop();
    await watching;
  };
}

async function startQueue(
  tools: JobTools,
  settings: WorkerSettings & { life: SignOfLife },
  log: JobLog,
): Promise<Queue> {
  const concurrency = settings.concurrency ?? 3;
  const pool = openQueuePool(settings.url, concurrency + 2);
  const close = () => (pool.ending ? Promise.resolve() : pool.end());
  const lost = Promise.withResolvers<never>();
  const left = lost.promise.catch(() => pause(mostStoppingMs));
  try {
    const runner = await run({
      pgPool: pool,
      ...{ concurrency, pollInterval: 5_000, noHandleSignals: true },
      // At once, but as the queue does it for several: else one whose end the database could not take ends the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      logger: new Logger(() => () => undefined),
      events: eventsOf(settings.life, lost.reject),
      taskList: taskList(tools, log),
      parsedCronItems: cronItems(),
    });
    const stop = () => runner.stop().catch(() => undefined);
    // `stop` gives back what is at hand over the same connections: they are closed after it, whoever ends the queue. One
    // that lost the end of a job may never finish stopping: it is left, and its jobs are given back as those of a dead one.
    const end = () => Promise.race([stop().then(close), left.then(() => void close())]);
    return { over: Promise.race([runner.promise, lost.promise]).finally(end), stop: end };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Whether a rejection that nobody waited for is the queue's: it begins to stop without waiting for the end of that, which
 * fails too while the database is away. `startWorker` has heard of the outage itself and begins anew.
 */
export function isLeftByQueue(problem: unknown): boolean {
  return (
    isDatabaseAway(problem) ||
    (problem instanceof Error && /[\\/]graphile-worker[\\/]/.test(problem.stack ?? ''))
  );
}

/** So long has a queue that lost the end of a job for stopping. */
const mostStoppingMs = 5_000;

/** A queue at work: `over` settles when it gives up or was stopped, with its connections closed. */
interface Queue {
  readonly over: Promise<void>;
  readonly stop: () => Promise<void>;
}

const cronItems = () =>
  parseCronItems(
    timetable.map(({ job, at, make_up_hours }) => ({
      task: job,
      match: at,
      identifier: job,
      options: { backfillPeriod: make_up_hours * 3_600_000, jobKey: job, maxAttempts: 5 },
    })),
  );

/**
 * A worker that lives has a connection that bears the name under which it locks jobs: while it does, they are its own.
 * `lost` hears that the database could not take the end of a job.
 */
function eventsOf(life: SignOfLife, lost: (problem: unknown) => void): WorkerEvents {
  const events = new EventEmitter() as WorkerEvents;
  events.on('pool:create', ({ workerPool }) => life.bear(workerPool.id));
  events.on('pool:fatalError', ({ error }) => lost(error));
  return events;
}

/** The queue keeps the text of an error for the console, so it gets the code alone. */
function taskList(tools: JobTools, log: JobLog): TaskList {
  const entries = Object.entries<Job>(jobs).map(([name, work]) => [
    name,
    async (payload: unknown, { job }: { job: { attempts: number; max_attempts: number } }) => {
      const { attempts: attempt, max_attempts } = job;
      try {
        const given = { payload: payload as Record<string, unknown>, attempt, max_attempts };
        await inSpan(`job ${name}`, { 'atiende.attempt': attempt }, () => work(tools, given));
        jobsDone.inc({ job: name, result: 'done' });
        log({ level: 'info', event: 'job_done', job: name, attempt });
      } catch (error) {
        // The queue gives it to whoever works next.
        const is_left = tools.app.stopping?.aborted === true;
        const problem = is_left ? 'stopping' : problemOf(error);
        if (is_left) log({ level: 'info', event: 'job_left', job: name, attempt });
        if (is_left) throw new Error(problem);
        jobsDone.inc({ job: name, result: 'failed' });
        log({
          level: attempt < max_attempts ? 'warn' : 'error',
          event: 'job_failed',
          ...{ job: name, attempt, problem },
        });
        throw new Error(problem, { cause: undefined });
      }
    },
  ]);
  return Object.fromEntries(entries) as TaskList;
}

function startRound(app: App, round: Round, log: JobLog): () => Promise<void> {
  let running: Promise<void> | null = null;
  let said = '';
  // An outage of an hour is one line, not a thousand.
  const tell = (problem: string) => {
    if (problem !== said && problem !== '')
      log({ level: 'warn', event: 'job_failed', job: round.name, problem });
    said = problem;
  };
  let again = false;
  const turn = () => {
    running ??= round
      .run(app)
      .then(
        () => tell(''),
        (error: unknown) => tell(problemOf(error)),
      )
      .finally(() => {
        running = null;
        if (again) wake();
      });
  };
  // What changes while a turn is under way may have come too late for it.
  const wake = () => {
    again = running !== null;
    if (!again) turn();
  };
  const timer = setInterval(turn, round.every_seconds * 1000);
  const sleep = round.follows_changes === true ? wakeOnChange(app, wake) : () => undefined;
  turn();
  return async () => {
    clearInterval(timer);
    sleep();
    again = false;
    await running;
  };
}
