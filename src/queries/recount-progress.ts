import { sql } from 'kysely';
import type { Reader } from '../store/database.ts';

export interface RecountProgress {
  readonly id: string;
  readonly calendar_id: string;
  readonly day: string;
  readonly name: string;
  readonly asked_at: string;
  /** How many were open when it began; null until then. */
  readonly petitions: number | null;
  readonly seen: number;
  readonly moved: number;
  /** Those that stay as they were, because the calendar does not reach their new date. */
  readonly refused: number;
  readonly finished_at: string | null;
  /** Its job failed and is tried again, or was given up: what was done stands. */
  readonly is_held_up: boolean;
}

/** The key of the job that counts, by which it is found in the queue. */
export const recountJobKey = (recount_id: string): string => `recount/${recount_id}`;

/** How far the recounts of some calendars are: the latest of each, or one by its id. */
export async function recountProgress(
  reader: Reader,
  asked: { calendar_ids: readonly string[] } | { recount_id: string },
): Promise<RecountProgress[]> {
  const chosen =
    'recount_id' in asked
      ? sql`select r.* from recounts r where r.id = ${asked.recount_id}`
      : sql`select r.* from unnest(${[...asked.calendar_ids]}::uuid[]) as c (id) cross join lateral (
          select * from recounts where calendar_id = c.id order by id desc limit 1) r`;
  const found = await sql<RecountProgress>`
    select r.id, r.calendar_id, r.day, r.name, r.asked_at, r.petitions, l.seen, l.moved, l.refused, l.finished_at,
      l.finished_at is null and exists (select from graphile_worker.jobs j
        where j.key = 'recount/' || r.id and j.last_error is not null) as is_held_up
    from (${chosen}) r cross join lateral (
      select sum(seen)::integer as seen, sum(moved)::integer as moved, sum(refused)::integer as refused,
        case when bool_and(finished_at is not null) then max(finished_at) end as finished_at
      from recount_lanes where recount_id = r.id) l`.execute(reader);
  return found.rows;
}
