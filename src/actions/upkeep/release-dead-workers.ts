import { sql } from 'kysely';
import { z } from 'zod';
import { defineAction } from '../action.ts';

/**
 * Gives back the jobs of workers that died. A living worker holds a connection that bears its name, so a lock whose
 * worker has none is left over from a kill -9 or a power cut. A minute of patience covers a worker that has lost the
 * database and is coming back, and is longer than any job waits for a mail server.
 */
export const releaseDeadWorkers = defineAction({
  name: 'release-dead-workers',
  permission: 'system',
  input: z.object({}),
  async run({ tx }): Promise<{ released: number }> {
    const dead = await sql<{ locked_by: string }>`
      select distinct locked_by from graphile_worker.jobs
      where locked_by is not null and locked_at < now() - interval '60 seconds'
        and not exists (select from pg_stat_activity where application_name = locked_by)`.execute(tx);
    const workers = dead.rows.map(({ locked_by }) => locked_by);
    if (workers.length === 0) return { released: 0 };
    await sql`select graphile_worker.force_unlock_workers(${sql.val(workers)}::text[])`.execute(tx);
    return { released: workers.length };
  },
});
