import { sql } from 'kysely';
import { reading, type Database } from '../../store/database.ts';

/** What waits to be done, all processes together. */
export interface QueueState {
  /** Jobs whose time has come and that nobody has begun. */
  readonly due: number;
  /** Since when the oldest of them is due; 0 when there is none. */
  readonly oldest_seconds: number;
  /** Jobs that were given up after their last attempt. */
  readonly given_up: number;
  /** Messages to citizens that are not sent yet, and how long the oldest waits. */
  readonly messages: number;
  readonly oldest_message_seconds: number;
}

/** Jobs and messages that wait. Jobs that failed and are to be tried later are not due. */
export async function queueState(database: Database): Promise<QueueState> {
  return reading(database, { kind: 'system' }, async (reader) => {
    const { rows } = await sql<QueueState>`
      with job as (
        select count(*) filter (where is_due) as due,
          coalesce(extract(epoch from now() - min(run_at) filter (where is_due)), 0)::int as oldest_seconds,
          count(*) filter (where attempts >= max_attempts) as given_up
        from (select *, run_at <= now() and locked_at is null and attempts < max_attempts as is_due
              from graphile_worker.jobs) j
      ), message as (
        select count(*) as messages,
          coalesce(extract(epoch from now() - min(created_at)), 0)::int as oldest_message_seconds
        from outbox where state = 'queued'
      )
      select * from job, message`.execute(reader);
    return rows[0]!;
  });
}
