import { sql } from 'kysely';
import { z } from 'zod';
import { enqueueJob } from '../../store/job-queue.ts';
import { defineAction } from '../action.ts';

/**
 * Sees to messages that wait with no job to send them, as after a restore from backup or a long time without a
 * server: with a mail server they get a job again, without one they are kept and shown.
 */
export const requeueWaiting = defineAction({
  name: 'requeue-waiting',
  permission: 'system',
  input: z.object({}),
  async run({ tx, app, now }): Promise<{ requeued: number; kept: number }> {
    const before = new Date(Date.parse(now) - 3_600_000).toISOString();
    const waiting = await tx
      .selectFrom('outbox as o')
      .select('o.id')
      .where('o.state', '=', 'queued')
      .where('o.created_at', '<', before)
      .where(
        sql<boolean>`not exists (select from graphile_worker.jobs j
          where j.key = 'deliver/' || o.id and j.attempts < j.max_attempts)`,
      )
      .limit(1000)
      .execute();
    const ids = waiting.map(({ id }) => id);
    if (ids.length === 0) return { requeued: 0, kept: 0 };
    if (!app.sends_mail) {
      await tx.updateTable('outbox').set({ state: 'kept' }).where('id', 'in', ids).execute();
      return { requeued: 0, kept: ids.length };
    }
    for (const id of ids) {
      await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
    }
    return { requeued: ids.length, kept: 0 };
  },
});
