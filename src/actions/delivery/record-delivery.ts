import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { lockPetition } from '../../store/petitions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { countAfterCommit, messagesDelivered } from '../measures.ts';
import { record } from '../petitions/petition-action.ts';

const input = z.object({
  outbox_id: z.uuid(),
  result: z.discriminatedUnion('state', [
    z.object({ state: z.literal('sent'), provider_id: z.string() }),
    z.object({ state: z.literal('refused'), code: z.string().max(80) }),
    z.object({ state: z.literal('try_again'), code: z.string().max(80), is_last: z.boolean() }),
  ]),
});
type Context = ActionContext<z.output<typeof input>>;

const replies: ReadonlySet<string> = new Set(['first_reply_sent', 'reply_sent', 'reply_corrected']);

/**
 * Writes down how a sending went, once: a row that is not waiting any more is left alone. The delivery of a formal
 * reply to the petitioner is the proof of notification, so history tells it and the petition keeps its instant.
 */
export const recordDelivery = defineAction({
  name: 'record-delivery',
  permission: 'system',
  input,
  async run(context: Context): Promise<{ recorded: boolean }> {
    const { tx, input: given } = context;
    const row = await tx
      .updateTable('outbox')
      .set(outcomeOf(context))
      .where('id', '=', given.outbox_id)
      .where('state', '=', 'queued')
      .returning(['petition_id', 'person_id', 'reply_id', 'template'])
      .executeTakeFirst();
    if (!row) return { recorded: false };
    countAfterCommit(tx, () => messagesDelivered.inc({ result: given.result.state }));
    const { petition_id, reply_id, person_id } = row;
    if (given.result.state !== 'sent' || petition_id === null || reply_id === null) return { recorded: true };
    if (replies.has(row.template)) await notified(context, { petition_id, reply_id, person_id });
    return { recorded: true };
  },
});

function outcomeOf({ input: { result }, now }: Context) {
  if (result.state === 'sent') {
    return { state: 'sent', sent_at: now, provider_id: result.provider_id, last_error: null };
  }
  const isOver = result.state === 'refused' || result.is_last;
  return { state: isOver ? 'failed' : 'queued', last_error: result.code };
}

async function notified(
  context: Context,
  told: { petition_id: string; reply_id: string; person_id: string | null },
): Promise<void> {
  const petition = await lockPetition(context.tx, told.petition_id);
  // A supporter's copy proves nothing to the petitioner.
  if (!petition || petition.row.person_id !== told.person_id) return;
  const city = await cityConfiguration(context.tx, petition.row.city_id);
  if (!city) return;
  await record(
    context,
    { petition, city },
    {
      events: [event('reply_delivered', 'public', { reply_id: told.reply_id, channel: 'email' })],
      columns: { notified_at: petition.row.notified_at ?? context.now },
    },
  );
}
