import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { serviceLevels } from '../../core/telephony/metrics.ts';
import { defineAction } from '../action.ts';
import { recordConfigurationChange } from '../administration/configuration-change.ts';
import { Refused } from '../refused.ts';

/**
 * What a queue promises and how it is measured: X % within Y seconds, which share that is, and which abandons are short.
 * It holds for the figures of all days, since they are counted from the calls; who changed it is written down.
 * @throws Refused `not_found`, `forbidden`
 */
export const setQueueGoal = defineAction({
  name: 'set-queue-goal',
  permission: 'configuration.edit',
  input: z.object({
    queue_id: z.uuid(),
    answer_within_s: z.number().int().min(1).max(3600),
    target_percent: z.number().int().min(1).max(100),
    short_abandon_s: z.number().int().min(0).max(120),
    service_level: z.enum(serviceLevels),
  }),
  async run(context): Promise<{ done: true }> {
    const { tx, actor, input } = context;
    const { queue_id, ...goal } = input;
    const queue = await tx
      .selectFrom('call_queues')
      .select(['code', 'city_id', 'authority_id', 'unit_id'])
      .select(['answer_within_s', 'target_percent', 'short_abandon_s', 'service_level'])
      .where('id', '=', queue_id)
      .forUpdate()
      .executeTakeFirst();
    if (queue === undefined) throw new Refused('not_found');
    const { code, city_id, authority_id, unit_id, ...before } = queue;
    if (!permits(actor, 'configuration.edit', { city_id, authority_id, unit_id }))
      throw new Refused('forbidden');
    await tx.updateTable('call_queues').set(goal).where('id', '=', queue_id).execute();
    const change = { entity: 'call_queue', entity_code: code, before, after: goal };
    await recordConfigurationChange(context, { city_id, ...change });
    return { done: true };
  },
});
