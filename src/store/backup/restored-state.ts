import type pg from 'pg';

/** Jobs that still have a try left, in a form that any version of the queue takes. */
export const waiting_jobs = `(SELECT t.identifier, j.payload, j.key, j.run_at, j.priority, j.max_attempts
  FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
  WHERE j.attempts < j.max_attempts ORDER BY j.id)`;

/** Where the restored jobs are written before they are queued. */
export const jobs_table = 'restored_jobs (identifier, payload, key, run_at, priority, max_attempts)';

/** Makes that table, which goes with the connection. */
export async function makeJobsTable(client: pg.Client): Promise<void> {
  await client.query(`CREATE TEMPORARY TABLE restored_jobs (
    identifier text, payload json, key text, run_at timestamptz, priority integer, max_attempts integer)`);
}

/** Queues the restored jobs; without notices when these may have been sent since. */
export async function queueJobs(
  client: pg.Client,
  { notices }: { readonly notices: boolean },
): Promise<void> {
  await client.query(
    `SELECT graphile_worker.add_job(identifier, payload := payload, run_at := run_at, max_attempts := max_attempts,
       job_key := key, priority := priority)
     FROM restored_jobs WHERE $1 OR identifier <> 'deliver_message'`,
    [notices],
  );
}

/**
 * Ends what held when the backup was made and must not simply hold again. Sessions end and links that open lose their
 * force: some were withdrawn or used since. Notices that waited may have been sent since: they are kept until somebody
 * sends them.
 * @returns how many notices are kept
 */
export async function endWhatHeld(client: pg.Client): Promise<number> {
  await client.query('UPDATE sessions SET revoked_at = now() WHERE revoked_at IS NULL');
  await client.query('UPDATE one_time_tokens SET used_at = now() WHERE used_at IS NULL');
  const held = await client.query(
    `UPDATE outbox SET state = 'kept', last_error = 'restored' WHERE state = 'queued'`,
  );
  return held.rowCount ?? 0;
}

/** Hides files whose bytes were deleted while the backup was made, as their rows were just after it. */
export async function hideFiles(client: pg.Client, storage_names: readonly string[]): Promise<void> {
  await client.query(
    `UPDATE files SET removed_at = coalesce(removed_at, now()) WHERE storage_name = ANY ($1::text[])`,
    [storage_names],
  );
}
