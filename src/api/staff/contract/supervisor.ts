import { z } from 'zod';
import { linkStates } from '../../../core/telephony/link.ts';
import { serviceLevels } from '../../../core/telephony/metrics.ts';
import { both, reply, request } from './registry.ts';
import { id, instant, plainDate } from './wire.ts';

const serviceLevel = both('ServiceLevel', z.enum(serviceLevels));
/** Of the line to an exchange. */
export const linkState = both('LinkState', z.enum(linkStates));
const count = z.number().int();
/** Seconds. */
const seconds = z.number();

const goal = {
  answer_within_s: count,
  target_percent: count,
  short_abandon_s: count,
  service_level: serviceLevel,
};
const queue = both('SupervisedQueue', z.object({ id, code: z.string(), name: z.string(), ...goal }));

export const callFiguresQuery = request(
  'CallFiguresQuery',
  z.object({
    from: plainDate.optional(),
    until: plainDate.optional(),
    queue: id.optional(),
    by: z.enum(['hour', 'day']).optional(),
  }),
);

export const callFigures = reply(
  'CallFigures',
  z.object({
    from: plainDate,
    until: plainDate,
    by: z.enum(['hour', 'day']),
    queues: z.array(queue),
    /** Raw counts, which can be added up. */
    rows: z.array(
      z.object({
        queue_id: id,
        /** `09`: the hour that begins at nine; or a date. */
        key: z.string(),
        offered: count,
        /** While the queue was closed, not answered: in none of the others. */
        closed: count,
        answered: count,
        abandoned: count,
        short: count,
        missed: count,
        answered_in_time: count,
        abandoned_in_time: count,
        answered_wait_s: seconds,
        handled_s: seconds,
        transferred: count,
      }),
    ),
    /** Of all queues; none where one queue is asked for, since nobody is there for one alone. */
    agents: z.array(
      z.object({
        user_id: id,
        name: z.string(),
        logged_s: seconds,
        paused_s: seconds,
        answered: count,
        handled_s: seconds,
      }),
    ),
    call_backs: z.object({ made: count, reached: count, called_again: count, given_up: count }),
    first_contact: z.object({ measured: count, resolved: count }),
  }),
);

const doing = both('AgentDoing', z.enum(['ringing', 'talking', 'holding', 'available', 'wrap_up', 'paused']));

export const queueBoard = reply(
  'QueueBoard',
  z.object({
    /** The instant it tells of; durations are counted on from here. */
    at: instant,
    queues: z.array(
      z.object({
        id,
        name: z.string(),
        answer_within_s: count,
        waiting: count,
        /** Of who waits longest. */
        waiting_since: instant.nullable(),
        speaking: count,
        /** Null where no hours are kept. */
        is_open: z.boolean().nullable(),
        /** While it is closed. */
        opens_at: instant.nullable(),
      }),
    ),
    agents: z.array(
      z.object({
        user_id: id,
        name: z.string(),
        doing,
        /** Of a pause. */
        reason: z.string().nullable(),
        since: instant,
        queue: z.string().nullable(),
      }),
    ),
    exchanges: z.array(z.object({ name: z.string(), link: linkState, heard_at: instant.nullable() })),
  }),
);

export const queueGoal = request('QueueGoal', z.object(goal));

export const staffingQuery = request(
  'StaffingQuery',
  z.object({
    queue: id.optional(),
    /** 1 Monday to 7 Sunday; today's where nothing is said. */
    weekday: z.coerce.number<string>().int().min(1).max(7).optional(),
    weeks: z.coerce.number<string>().int().min(1).max(26).optional(),
  }),
);
export const staffingHistory = reply(
  'StaffingHistory',
  z.object({
    weekday: count,
    /** How many of them the queue has been there. */
    weeks: count,
    queues: z.array(queue),
    /** Average handling time; null where no call was answered. */
    handling_s: seconds.nullable(),
    /** Half hours of the day that had calls, 0 to 47, with the median of them. */
    slots: z.array(z.object({ slot: count, calls: z.number() })),
  }),
);
