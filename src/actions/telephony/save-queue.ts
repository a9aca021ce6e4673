import { z } from 'zod';
import { askAt, recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * What a queue is called here, and whether who hangs up in it is called back. A queue is there as soon as the exchange
 * names it.
 * @throws Refused `not_found`, `forbidden`
 */
export const saveQueue = defineAction({
  name: 'save-queue',
  permission: 'configuration.edit',
  input: z.object({
    queue_id: z.uuid(),
    name: z.string().trim().min(1, 'required').max(80),
    calls_back: z.boolean(),
    is_active: z.boolean(),
  }),
  async run(context): Promise<{ queue_id: string }> {
    const { tx, input } = context;
    const { queue_id, ...given } = input;
    const row = await tx
      .selectFrom('call_queues')
      .select(['city_id', 'authority_id', 'code', 'name', 'calls_back', 'is_active'])
      .where('id', '=', queue_id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new Refused('not_found');
    const { city_id, authority_id, code, ...before } = row;
    askAt(context, 'configuration.edit', { city_id, authority_id });
    await tx.updateTable('call_queues').set(given).where('id', '=', queue_id).execute();
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'call_queue', entity_code: code, before, after: given },
    });
    return { queue_id };
  },
});
