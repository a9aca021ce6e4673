import { sql, type RawBuilder } from 'kysely';
import pg from 'pg';
import type { Tx } from './database.ts';
import { clientAt, placed, type Whereabouts } from './whereabouts.ts';

/** The jobs that exist; their bodies are in src/jobs, one file each. */
export type JobName =
  | 'deliver_message'
  | 'close_answered_petitions'
  | 'close_left_open_interactions'
  | 'collect_recordings'
  | 'delete_recordings'
  | 'read_exchange_logs'
  | 'close_office_days'
  | 'miss_appointments'
  | 'remind_of_appointments'
  | 'ask_how_it_went'
  | 'bind_letter'
  | 'read_pile'
  | 'bind_pile'
  | 'ask_what_lasts'
  | 'remind_of_surveys'
  | 'remind_of_reviews'
  | 'add_up_surveys'
  | 'invite_to_campaign'
  | 'find_critical_points'
  | 'mark_missed_clocks'
  | 'publish_open_data'
  | 'write_report'
  | 'recompute_clocks'
  | 'remove_file'
  | 'remove_unnamed_files'
  | 'seal_histories'
  | 'send_digests'
  | 'end_softphones'
  | 'tell_softphone'
  | 'sweep_expired';

export interface NewJob {
  readonly name: JobName;
  readonly payload?: Readonly<Record<string, string>>;
  /** Of two waiting jobs with one key only the later is kept. */
  readonly key?: string;
}

/** Enqueues a job in the transaction of its cause; it runs after the commit, or never if that does not come. */
export async function enqueueJob(tx: Tx, job: NewJob): Promise<void> {
  await sql`select ${enqueuedJob(job)}`.execute(tx);
}

/** The same, to be evaluated with another statement. */
export const enqueuedJob = ({ name, payload = {}, key }: NewJob): RawBuilder<unknown> =>
  sql`graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json, job_key := ${key ?? null},
    max_attempts := 17)`;

/** Where the queue is: a direct address, since behind a pooler that shares connections LISTEN does not work. */
export type QueueAddress = string | Whereabouts;

/**
 * A pool of ours, because the queue stops listening to its own before the last connection is closed: one that the
 * database cuts in that moment would end the process.
 */
export function openQueuePool(at: QueueAddress, max: number): pg.Pool {
  const where = placed(at);
  const pool = new pg.Pool({
    ...{ connectionString: where.now(), application_name: 'atiende-worker' },
    ...{ max, Client: clientAt(where) },
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  giveBackOnce(pool);
  return pool;
}

type Lent = Parameters<Parameters<pg.Pool['connect']>[0]>;

/**
 * The queue may give back the connection on which it listens twice, once for each who saw it break, and the pool would
 * end the process for that.
 */
function giveBackOnce(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool);
  const once = (lent: (...given: Lent) => void) => (error: Lent[0], client: Lent[1], release: Lent[2]) => {
    let isBack = false;
    lent(error, client, (problem) => {
      // Where there is no connection, there is nothing to give back with.
      if (!isBack) (release as Lent[2] | undefined)?.(problem);
      isBack = true;
    });
  };
  pool.connect = ((lent?: (...given: Lent) => void) =>
    lent === undefined ? connect() : connect(once(lent))) as pg.Pool['connect'];
}

/** A connection that says by its name alone that a worker lives. */
export interface SignOfLife {
  readonly bear: (name: string) => void;
  readonly close: () => Promise<void>;
}

const againMs = 1_000;
// A machine that lost its power never says goodbye: the server asks after ten seconds and gives up after 25.
const askedOften = '-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3';

/**
 * Holds a connection under the name with which a worker locks its jobs, and makes it again within a second whenever it
 * is lost: the queue itself waits up to a minute before it listens again. The system closes it with the process.
 * @param at a direct address: a pooler would live on in the place of whoever died
 */
export function openSignOfLife(at: QueueAddress): SignOfLife {
  const where = placed(at);
  const state: { client?: pg.Client; name: string; isClosed: boolean } = { name: '', isClosed: false };
  const keep = async () => {
    const client = new (clientAt(where))({
      ...{ connectionString: where.now(), application_name: state.name, keepAlive: true },
      ...{ connectionTimeoutMillis: 15_000, options: askedOften },
    });
    state.client = client;
    const ended = new Promise<void>((resolve) => client.once('end', resolve));
    client.on('error', () => void client.end().catch(() => undefined));
    await client.connect().then(
      () => ended,
      () => client.end().catch(() => undefined),
    );
    if (!state.isClosed) setTimeout(() => void keep(), againMs).unref();
  };
  return {
    bear(name) {
      const isFirst = state.name === '';
      state.name = name;
      // A queue that was started anew locks under a new name.
      if (isFirst) void keep();
      else void state.client?.end().catch(() => undefined);
    },
    async close() {
      state.isClosed = true;
      await state.client?.end().catch(() => undefined);
    },
  };
}
