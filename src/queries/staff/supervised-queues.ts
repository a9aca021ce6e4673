import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { StaffActor } from '../../core/access/actor.ts';
import type { OpeningHours } from '../../core/deadlines/opening-hours.ts';
import type { QueueHoursFrom } from '../../core/telephony/queue-hours.ts';
import type { ServiceLevel } from '../../core/telephony/metrics.ts';
import type { Reader } from '../../store/database.ts';
import type { Asker } from './list-petitions.ts';
import { lyingWithin } from './satisfaction.ts';

/** A queue with what it promises; see `QueueGoal`. */
export interface SupervisedQueue {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly answer_within_s: number;
  readonly target_percent: number;
  readonly short_abandon_s: number;
  readonly service_level: ServiceLevel;
  readonly authority_id: string;
  readonly hours_from: QueueHoursFrom;
  readonly own_hours: readonly OpeningHours[];
}

/** Queues of where the asker supervises the telephone, by name; those in use, and others that still have calls. */
export async function supervisedQueues(
  reader: Reader,
  { actor, city }: Asker,
): Promise<readonly SupervisedQueue[]> {
  const within = lyingWithin(actor, 'telephony.supervise', city.city.id);
  const { rows } = await sql<SupervisedQueue>`
    select s.id, s.code, s.name, s.answer_within_s, s.target_percent, s.short_abandon_s, s.service_level,
      s.authority_id, s.hours_from, s.own_hours
    from call_queues s where s.city_id = ${city.city.id} and ${within}
      and (s.is_active or exists (select from calls c where c.queue_id = s.id))
    order by s.name, s.id`.execute(reader);
  return rows;
}

/** Of those queues the one that is asked for, or all of them; none for one that the asker does not supervise. */
export function chosenQueues(
  queues: readonly SupervisedQueue[],
  queue: string | undefined,
): readonly SupervisedQueue[] {
  return queue === undefined ? queues : queues.filter(({ id }) => id === queue);
}

/** What is told of them: what they promise. When they are open is asked of the administration. */
export const toldOf = (queues: readonly SupervisedQueue[]) =>
  queues.map(({ authority_id: _authority, hours_from: _from, own_hours: _hours, ...queue }) => queue);

export const idsOf = (queues: readonly SupervisedQueue[]): RawBuilder<string[]> =>
  sql<string[]>`${sql.val(queues.map(({ id }) => id))}::uuid[]`;

/**
 * Agents (by `a.user_id` and `a.authority_id` of a row) whom the asker supervises: all of an authority, or of units those
 * who had a call of its queues within thirty days.
 */
export function isSupervised(
  actor: StaffActor,
  { city_id, queues, now }: { city_id: string; queues: readonly SupervisedQueue[]; now: string },
): RawBuilder<SqlBool> {
  const grants = actor.grants.filter(
    (grant) => grant.city_id === city_id && grant.permissions.includes('telephony.supervise'),
  );
  if (grants.some(({ authority_id }) => authority_id === null)) return sql<SqlBool>`true`;
  const whole = grants.filter(({ unit_ids }) => unit_ids === null).map(({ authority_id }) => authority_id!);
  return sql<SqlBool>`(a.authority_id = any(${sql.val(whole)}::uuid[]) or exists (
    select from call_legs l join calls c on c.id = l.call_id where l.user_id = a.user_id
      and c.queue_id = any(${idsOf(queues)}) and l.rang_at > ${now}::timestamptz - interval '30 days'))`;
}
