import { z } from 'zod';
import { deliveryWays, isWithin, notifiedBy } from '../../core/correspondence/notification.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { sealNote } from '../../store/correspondence.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';
import { askProof, paperPetition, tellDelivered, type PaperPetition } from './delivery-change.ts';

const line = (longest: number) => z.string().trim().max(longest).default('');

const input = z.object({
  /** The caller's, so that nothing is written twice. */
  delivery_id: z.uuid(),
  petition_id: z.uuid(),
  reply_id: z.uuid(),
  way: z.enum(deliveryWays),
  /** When it was handed over, posted, or put on the list. */
  at: z.iso.datetime(),
  /** In person: who received it, and the document that they showed. */
  receiver_name: line(200),
  receiver_document: line(80),
  /** Post: the number under which the carrier follows it. */
  tracking: line(60),
  /** The receipt, signed, or the list as it hung: a file of the petition. */
  proof_file_id: z.uuid().nullable().default(null),
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * A reply on paper goes its way: handed over it is notified at once; posted or on the list it is under way until that
 * ends. Of one reply only one way goes on at a time.
 * @throws Refused `not_found`, `delivery_goes_on`, `delivery_times_wrong`, `invalid_input`
 */
export const beginPaperDelivery = defineAction({
  name: 'begin-paper-delivery',
  permission: 'correspondence.deliver',
  input,
  async run(context: Context): Promise<{ delivery_id: string }> {
    const { tx, input: given, now } = context;
    const { delivery_id, petition_id, reply_id, way } = given;
    const paper = await paperPetition(context, petition_id);
    if (await isKnown(context)) return { delivery_id };
    askWords(given);
    await askReply(context, given.at);
    await askProof(context, petition_id, given.proof_file_id);
    const row = await rowOf(context, paper);
    const notified = way === 'in_person' ? notifiedBy({ way, at: given.at }, paper.calendar) : null;
    await tx
      .insertInto('paper_deliveries')
      .values({
        ...row,
        ...(notified === null
          ? { state: 'under_way' }
          : { state: 'delivered', ended_on: notified.notified_on, decided_at: now, ...notified }),
      })
      .execute();
    if (notified !== null) await tellDelivered(context, paper, { reply_id, way, notified });
    return { delivery_id };
  },
});

function askWords({ way, receiver_name, tracking }: Context['input']): void {
  if (way === 'in_person' && receiver_name === '')
    throw new Refused('invalid_input', {}, { receiver_name: 'required' });
  if (way === 'post' && tracking === '') throw new Refused('invalid_input', {}, { tracking: 'required' });
}

/** The same one, sent again after an answer was lost. */
async function isKnown({ tx, input: { delivery_id, reply_id } }: Context): Promise<boolean> {
  const row = await tx
    .selectFrom('paper_deliveries')
    .select('reply_id')
    .where('id', '=', delivery_id)
    .executeTakeFirst();
  if (row !== undefined && row.reply_id !== reply_id) throw new Refused('not_found');
  return row !== undefined;
}

async function askReply({ tx, input: given, now }: Context, at: string): Promise<void> {
  const reply = await tx
    .selectFrom('replies')
    .select('sent_at')
    .where('id', '=', given.reply_id)
    .where('petition_id', '=', given.petition_id)
    .where('state', '=', 'sent')
    .executeTakeFirst();
  if (reply?.sent_at == null) throw new Refused('not_found');
  if (!isWithin(at, { from: reply.sent_at, until: now }))
    throw new Refused('delivery_times_wrong', {}, { at: 'delivery_times_wrong' });
  const open = await tx
    .selectFrom('paper_deliveries')
    .select('id')
    .where('reply_id', '=', given.reply_id)
    .where('state', 'in', ['under_way', 'delivered'])
    .executeTakeFirst();
  if (open) throw new Refused('delivery_goes_on');
}

async function rowOf({ tx, app, actor, input: given, now }: Context, { petition, calendar }: PaperPetition) {
  const { id: petition_id, city_id, current_authority_id: authority_id, person_id } = petition.row;
  const note = [given.receiver_name, given.receiver_document].filter((part) => part !== '').join(' · ');
  return {
    ...{ id: given.delivery_id, city_id, authority_id, petition_id, reply_id: given.reply_id },
    ...{ way: given.way, tracking: given.tracking, proof_file_id: given.proof_file_id },
    begun_on: localDateOf(given.at, calendar.time_zone),
    receiver_cipher:
      note === ''
        ? null
        : await sealNote(tx, app.keys, { person_id, note, place: 'paper_deliveries.receiver' }),
    ...{ recorded_at: now, recorded_by: actor.kind === 'staff' ? actor.user_id : '' },
  };
}
