import { z } from 'zod';
import { serviceLevels } from '../../../core/telephony/metrics.ts';
import { both, reply, request } from './registry.ts';
import { id, plainDate } from './wire.ts';

const serviceLevel = both('ServiceLevel', z.enum(serviceLevels));
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
