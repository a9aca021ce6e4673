import { z } from 'zod';
import { addBusinessDays } from '../../core/deadlines/calendar.ts';
import { longDate } from '../../core/language/format.ts';
import { meet } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { checkReply } from '../../core/petitions/reply.ts';
import type { Outcome } from '../../core/cities/configuration.ts';
import type { Notice } from '../notices/enqueue-notices.ts';
import { orRefuse, Refused } from '../refused.ts';
import { nextDocumentNumber } from './document-number.ts';
import { outcomeForReply, replyOf, type ReplyRow } from './find-reply.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';

const sendInput = z.object({
  reply_id: z.uuid(),
  /** The version of the draft that was previewed. */
  reply_version: z.number().int().positive().optional(),
});
type Context = PetitionContext<z.output<typeof sendInput>>;

/**
 * Sends the formal reply: complete as the law asks, approved where the unit wants it, under a document number. It meets
 * the clocks; the petition closes when the person confirms, or after the days that the pack gives.
 */
export const sendReply = petitionAction({
  name: 'send-reply',
  action: 'send_reply',
  input: sendInput,
  async run(context) {
    const { tx, petition, now, calendar } = context;
    const reply = await readyReply(context);
    if (reply.corrects_id !== null) throw new Refused('reply_unknown');
    const change = await send(context, reply);
    await tx
      .updateTable('assignments')
      .set({ state: 'finished' })
      .where('id', '=', petition.state.assignment_id)
      .execute();
    const act = { at: now, calendar };
    return {
      ...change,
      lines: [...meet(petition.ledger, 'reply', act), ...meet(petition.ledger, 'resolve', act)],
    };
  },
});

/** Sends another reply that corrects one that was sent; what was sent stays as it was. */
export const correctReply = petitionAction({
  name: 'correct-reply',
  action: 'correct_reply',
  input: sendInput,
  async run(context) {
    const reply = await readyReply(context);
    if (reply.corrects_id === null) throw new Refused('reply_to_correct_unknown');
    return send(context, reply);
  },
});

async function readyReply({ tx, petition, city, input }: Context): Promise<ReplyRow> {
  const reply = await replyOf(tx, petition, input.reply_id);
  if (reply.state !== 'draft' && reply.state !== 'to_approve') throw new Refused('reply_not_in_draft');
  if (input.reply_version !== undefined && input.reply_version !== reply.version) {
    throw new Refused('version_conflict', { version: reply.version });
  }
  const unit = city.units.get(petition.row.unit_id)!;
  const approved = reply.state === 'to_approve' && reply.approved_by !== null;
  if (unit.reply_needs_approval && !approved) throw new Refused('reply_needs_approval');
  return reply;
}

async function send(context: Context, reply: ReplyRow): Promise<PetitionChange> {
  const { tx, petition, city, now, calendar, today } = context;
  const outcome = outcomeForReply(city, reply.outcome_code);
  const unit_id = petition.row.unit_id;
  orRefuse(
    checkReply({
      ...{ folio: petition.row.folio, body: reply.body, reasons: reply.reasons, date: today },
      ...{ outcome_code: outcome.code, outcome_class: outcome.class, next_step: reply.next_step },
      ...{ means_of_appeal: reply.means_of_appeal, responsible_name: reply.responsible_name },
      unit_name: city.units.get(unit_id)!.name,
    }),
  );
  const document_number = await nextDocumentNumber(context, unit_id);
  await tx
    .updateTable('replies')
    .set({ state: 'sent', sent_at: now, document_number, unit_id })
    .where('id', '=', reply.id)
    .execute();
  const days = city.city.settings.closing.business_days_after_reply;
  // A petition that is closed stays closed; otherwise the days to say no begin with this reply.
  const closes_on = petition.row.stage === 'closed' ? null : addBusinessDays(calendar, today, days);
  return {
    events: [
      event('reply_sent', 'public', {
        ...{ reply_id: reply.id, document_number, closes_on, corrects_id: reply.corrects_id },
        ...{ outcome_code: outcome.code, outcome_class: outcome.class },
      }),
    ],
    columns: { replied_at: now },
    notices: [replyNotice(context, { reply, outcome, document_number, closes_on })],
    result: { reply_id: reply.id, document_number },
  };
}

type SentText = Pick<
  ReplyRow,
  | 'id'
  | 'body'
  | 'reasons'
  | 'next_step'
  | 'means_of_appeal'
  | 'responsible_name'
  | 'responsible_title'
  | 'corrects_id'
>;

/** What the person gets with the reply; the preview is made of the same. */
export function replyNotice(
  { city }: Pick<Context, 'city'>,
  sent: { reply: SentText; outcome: Outcome; document_number: string; closes_on: string | null },
): Notice {
  const { reply, outcome, document_number, closes_on } = sent;
  const values = {
    ...{ document_number, next_step: reply.next_step, means_of_appeal: reply.means_of_appeal },
    outcome: outcome.name,
    reply: reply.reasons === '' ? reply.body : `${reply.body}\n\n${reply.reasons}`,
    responsible: `${reply.responsible_name}, ${reply.responsible_title}`,
    closes: closes_on === null ? '—' : longDate(closes_on, { locale: city.city.locale }),
  };
  const supporters_template = 'reply_sent_supporter';
  const template = reply.corrects_id === null ? 'reply_sent' : 'reply_corrected';
  return { template, supporters_template, values, reply_id: reply.id };
}
