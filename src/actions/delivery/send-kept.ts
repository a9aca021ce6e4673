import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

const atOnce = 500;

/**
 * Sends messages that were kept while there was no mail server, or that failed: all of the city's (up to 500 a call,
 * oldest first) or the ones chosen. Asked of who may edit the city's settings.
 * @throws Refused `unavailable` while no mail server is configured
 */
export const sendKept = defineAction({
  name: 'send-kept',
  permission: 'configuration.edit',
  input: z.object({
    city_id: z.uuid(),
    outbox_ids: z.array(z.uuid()).min(1).max(atOnce).optional(),
    state: z.enum(['kept', 'failed']).default('kept'),
  }),
  async run({ tx, app, actor, input }): Promise<{ queued: number; left: boolean }> {
    if (!permits(actor, 'configuration.edit', { city_id: input.city_id })) throw new Refused('forbidden');
    if (!app.sends_mail) throw new Refused('unavailable');
    let chosen = tx
      .selectFrom('outbox')
      .select('id')
      .where('city_id', '=', input.city_id)
      .where('state', '=', input.state)
      .where('channel', '=', 'email')
      .where('recipient_cipher', 'is not', null)
      // The link in a message to staff does not live that long: a new one is sent instead.
      .where((eb) => eb.or([eb('petition_id', 'is not', null), eb('person_id', 'is not', null)]))
      .orderBy('created_at')
      .limit(atOnce + 1)
      .forUpdate()
      .skipLocked();
    if (input.outbox_ids !== undefined) chosen = chosen.where('id', 'in', input.outbox_ids);
    const rows = await chosen.execute();
    const now = rows.slice(0, atOnce).map(({ id }) => id);
    if (now.length === 0) return { queued: 0, left: false };
    const anew = { state: 'queued', attempts: 0, last_error: null };
    await tx.updateTable('outbox').set(anew).where('id', 'in', now).execute();
    for (const id of now) {
      await enqueueJob(tx, { name: 'deliver_message', payload: { outbox_id: id }, key: `deliver/${id}` });
    }
    return { queued: now.length, left: rows.length > atOnce };
  },
});
