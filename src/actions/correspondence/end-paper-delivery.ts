import { z } from 'zod';
import {
  isWithin,
  mayTakeBack,
  notifiedBy,
  type DeliveryWay,
} from '../../core/correspondence/notification.ts';
import { localDateOf, startOfDayInstant } from '../../core/deadlines/plain-date.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { reasonInput } from '../petitions/petition-input.ts';
import { orRefuse, Refused } from '../refused.ts';
import { askProof, paperPetition, tellDelivered, tellTakenBack } from './delivery-change.ts';

const which = z.object({ delivery_id: z.uuid() });
const ending = which.extend({
  result: z.enum(['delivered', 'returned']),
  /** When the carrier delivered or returned it; of a list its last day, at whatever hour. */
  at: z.iso.datetime(),
  /** Why it came back. */
  reason: z.string().trim().max(300).default(''),
  proof_file_id: z.uuid().nullable().default(null),
});

/**
 * What was posted arrived or came back; what hung on the list is taken off it. Delivered, it is notified by the rule of
 * its way; returned, the next way can begin.
 * @throws Refused `not_found`, `delivery_not_in_this_state`, `delivery_times_wrong`
 */
export const endPaperDelivery = defineAction({
  name: 'end-paper-delivery',
  permission: 'correspondence.deliver',
  input: ending,
  async run(context): Promise<{ delivery_id: string }> {
    const { tx, input, now, actor } = context;
    const { delivery_id, result, at } = input;
    const row = await lockDelivery(context, delivery_id);
    const paper = await paperPetition(context, row.petition_id);
    if (row.state !== 'under_way') throw new Refused('delivery_not_in_this_state');
    await askProof(context, row.petition_id, input.proof_file_id);
    const { time_zone } = paper.calendar;
    const from = startOfDayInstant(row.begun_on, time_zone);
    if (!isWithin(at, { from, until: now }))
      throw new Refused('delivery_times_wrong', {}, { at: 'delivery_times_wrong' });
    const ended_on = localDateOf(at, time_zone);
    const way = row.way as DeliveryWay;
    const delivered = way === 'list' ? { way, until: ended_on } : { way, at };
    const notified = result === 'delivered' ? notifiedBy(delivered, paper.calendar) : null;
    await tx
      .updateTable('paper_deliveries')
      .set({
        ...{ state: result, ended_on, returned_reason: input.reason, ...notified },
        ...{ decided_at: now, decided_by: actor.kind === 'staff' ? actor.user_id : null },
        ...(input.proof_file_id === null ? {} : { proof_file_id: input.proof_file_id }),
      })
      .where('id', '=', delivery_id)
      .execute();
    const { reply_id } = row;
    if (notified !== null) await tellDelivered(context, paper, { reply_id, way, notified });
    return { delivery_id };
  },
});

/**
 * Takes back what was written down by mistake, on the same day and with the reason. It stays in the record as undone.
 * @throws Refused `not_found`, `delivery_not_today`, `delivery_not_in_this_state`
 */
export const undoPaperDelivery = defineAction({
  name: 'undo-paper-delivery',
  permission: 'correspondence.deliver',
  input: which.extend({ reason: reasonInput }),
  async run(context): Promise<{ delivery_id: string }> {
    const { tx, input, now, actor } = context;
    const { delivery_id, reason } = input;
    const row = await lockDelivery(context, delivery_id);
    const paper = await paperPetition(context, row.petition_id);
    const stands = { ...row, state: row.state as 'under_way' | 'delivered' | 'returned' | 'undone' };
    orRefuse(mayTakeBack(stands, { now, calendar: paper.calendar }));
    await tx
      .updateTable('paper_deliveries')
      .set({
        ...{ state: 'undone', undone_at: now, undone_reason: reason },
        undone_by: actor.kind === 'staff' ? actor.user_id : null,
      })
      .where('id', '=', delivery_id)
      .execute();
    const { reply_id, notified_at } = row;
    if (row.state === 'delivered') await tellTakenBack(context, paper, { reply_id, reason, notified_at });
    return { delivery_id };
  },
});

async function lockDelivery({ tx }: ActionContext<unknown>, delivery_id: string) {
  const row = await tx
    .selectFrom('paper_deliveries')
    .select([
      'petition_id',
      'reply_id',
      'way',
      'state',
      'begun_on',
      'notified_at',
      'decided_at',
      'recorded_at',
    ])
    .where('id', '=', delivery_id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Refused('not_found');
  return row;
}
