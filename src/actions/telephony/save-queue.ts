import { z } from 'zod';
import { hoursFaults } from '../../core/channel-hours/standing.ts';
import { queueHoursFrom } from '../../core/telephony/queue-hours.ts';
import { askAt, recordConfigurationChange } from '../administration/configuration-change.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/**
 * What a queue is called here, when it is open, and whether who hangs up in it is called back. A queue is there as soon as the exchange
 * names it.
 * @throws Refused `not_found`, `forbidden`, `invalid_input` for hours that overlap or end before they begin
 */
export const saveQueue = defineAction({
  name: 'save-queue',
  permission: 'configuration.edit',
  input: z.object({
    queue_id: z.uuid(),
    name: z.string().trim().min(1, 'required').max(80),
    calls_back: z.boolean(),
    is_active: z.boolean(),
    hours_from: z.enum(queueHoursFrom),
    /** The week of its own, for `own`; kept but not used for others. */
    own_hours: z.array(z.object({ weekday: z.int().min(1).max(7), opens: time, closes: time })).max(60),
  }),
  async run(context): Promise<{ queue_id: string }> {
    const { tx, input } = context;
    const { queue_id, ...given } = input;
    const faults: Record<string, string> = { ...hoursFaults(given.own_hours) };
    if (given.hours_from === 'own' && given.own_hours.length === 0) faults['own_hours'] = 'required';
    if (Object.keys(faults).length > 0) throw new Refused('invalid_input', {}, faults);
    const row = await tx
      .selectFrom('call_queues')
      .select([
        'city_id',
        'authority_id',
        'code',
        'name',
        'calls_back',
        'is_active',
        'hours_from',
        'own_hours',
      ])
      .where('id', '=', queue_id)
      .forUpdate()
      .executeTakeFirst();
    if (row === undefined) throw new Refused('not_found');
    const { city_id, authority_id, code, ...before } = row;
    askAt(context, 'configuration.edit', { city_id, authority_id });
    await tx
      .updateTable('call_queues')
      .set({ ...given, own_hours: JSON.stringify(given.own_hours) })
      .where('id', '=', queue_id)
      .execute();
    await recordConfigurationChange(context, {
      ...{ city_id, entity: 'call_queue', entity_code: code, before, after: given },
    });
    return { queue_id };
  },
});
