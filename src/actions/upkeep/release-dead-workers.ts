import { sql } from 'kysely';
import { z } from 'zod';
import { defineAction } from '../action.ts';

/**
 * Gives back the jobs of workers that were found absent for long enough, except of those that are back by now. A living
 * worker holds a connection that bears its name; that of one that was killed is closed by its system.
 */
export const releaseDeadWorkers = defineAction({
  name: 'release-dead-workers',
  permission: 'system',
  input: z.object({ workers: z.array(z.string().max(200)).max(1000) }),
  async run({ tx, input }): Promise<{ released: number }> {
    const dead = await sql<{ worker: string }>`
      select worker from unnest(${sql.val(input.workers)}::text[]) as worker
      where not exists (select from pg_stat_activity where application_name = worker)`.execute(tx);
    const workers = dead.rows.map(({ worker }) => worker);
    if (workers.length === 0) return { released: 0 };
    await sql`select graphile_worker.force_unlock_workers(${sql.val(workers)}::text[])`.execute(tx);
    return { released: workers.length };
  },
});
