import { sql } from 'kysely';
import pg from 'pg';
import type { Tx } from './database.ts';

/** The jobs that exist; their bodies are in src/jobs, one file each. */
export type JobName =
  | 'deliver_message'
  | 'close_answered_petitions'
  | 'mark_missed_clocks'
  | 'recompute_clocks'
  | 'seal_histories'
  | 'sweep_expired';

export interface NewJob {
  readonly name: JobName;
  readonly payload?: Readonly<Record<string, string>>;
  /** Of two waiting jobs with one key only the later is kept. */
  readonly key?: string;
}

/** Enqueues a job in the transaction of its cause; it runs after the commit, or never if that does not come. */
export async function enqueueJob(tx: Tx, { name, payload = {}, key }: NewJob): Promise<void> {
  await sql`select graphile_worker.add_job(${name}, payload := ${JSON.stringify(payload)}::json,
    job_key := ${key ?? null}, max_attempts := 17)`.execute(tx);
}

/**
 * A pool of ours, because the queue stops listening to its own before the last connection is closed: one that the
 * database cuts in that moment would end the process.
 */
export function openQueuePool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
