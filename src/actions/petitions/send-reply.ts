import { z } from 'zod';
import { addBusinessDays } from '../../core/deadlines/calendar.ts';
import { meet } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { checkReply } from '../../core/petitions/reply.ts';
import type { Outcome } from '../../core/cities/configuration.ts';
import { clockOf } from '../../store/clocks.ts';
import { makeLetter, refuseExpiredCertificate } from '../letters/keep-letter.ts';
import { orRefuse, Refused } from '../refused.ts';
import { nextDocumentNumber } from './document-number.ts';
import { isFirst, outcomeForReply, replyOf, type ReplyRow } from './find-reply.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';
import { firstReplyNotice, replyNotice } from './reply-notice.ts';

const sendInput = z.object({
  reply_id: z.uuid(),
  /** The version of the draft that was previewed. */
  reply_version: z.number().int().positive().optional(),
});
type Context = PetitionContext<z.output<typeof sendInput>>;

/**
 * Sends a formal reply: complete as the law asks, approved where the unit wants it, under a document number. With an
 * outcome it is the final one: it meets the clocks, and the petition closes when the person confirms, or after the days
 * that the pack gives. Without an outcome it is a first one: it meets the reply clock and the work goes on.
 */
export const sendReply = petitionAction({
  name: 'send-reply',
  action: 'send_reply',
  input: sendInput,
  async chosen({ tx, input }, petition) {
    return (await isFirst(tx, petition, input.reply_id)) ? 'send_first_reply' : 'send_reply';
  },
  async run(context) {
    const reply = await readyReply(context);
    if (reply.corrects_id !== null) throw new Refused('reply_unknown');
    return reply.outcome_code === null ? sendFirst(context, reply) : sendFinal(context, reply);
  },
});

async function sendFinal(context: Context, reply: ReplyRow): Promise<PetitionChange> {
  const { tx, petition, now, calendar } = context;
  const change = await send(context, reply);
  await tx
    .updateTable('assignments')
    .set({ state: 'finished' })
    .where('id', '=', petition.state.assignment_id)
    .execute();
  const act = { at: now, calendar };
  const lines = [...meet(petition.ledger, 'reply', act), ...meet(petition.ledger, 'resolve', act)];
  return { ...change, lines };
}

/** What will be done, when and how to follow it. Several may come, each with its own number. */
async function sendFirst(context: Context, reply: ReplyRow): Promise<PetitionChange> {
  const { petition, now, calendar } = context;
  const document_number = await number(context, reply, null);
  const resolve_due_on = clockOf(petition.ledger, 'resolve')?.due_on ?? null;
  const { id: reply_id } = reply;
  const sent = { reply, document_number, resolve_due_on };
  return {
    events: [event('first_reply_sent', 'public', { reply_id, document_number, resolve_due_on })],
    lines: meet(petition.ledger, 'reply', { at: now, calendar }),
    notices: [firstReplyNotice(context, sent)],
    result: { reply_id, document_number, reply_kind: 'first' },
  };
}

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

/** Refuses what is incomplete, puts the letter under the next number of its unit, and makes and signs it. */
async function number(context: Context, reply: ReplyRow, outcome: Outcome | null): Promise<string> {
  const { app, tx, petition, city, now, today } = context;
  const unit_id = petition.row.unit_id;
  orRefuse(
    checkReply({
      ...{ folio: petition.row.folio, body: reply.body, reasons: reply.reasons, date: today },
      ...{ outcome_code: outcome?.code ?? null, outcome_class: outcome?.class ?? null },
      ...{ next_step: reply.next_step, means_of_appeal: reply.means_of_appeal },
      ...{ responsible_name: reply.responsible_name, unit_name: city.units.get(unit_id)!.name },
    }),
  );
  await refuseExpiredCertificate(tx, petition.row.current_authority_id, now);
  const document_number = await nextDocumentNumber(context, unit_id);
  await tx
    .updateTable('replies')
    .set({ state: 'sent', sent_at: now, document_number, unit_id })
    .where('id', '=', reply.id)
    .execute();
  await makeLetter(app, tx, { petition_id: petition.row.id, reply_id: reply.id });
  return document_number;
}

async function send(context: Context, reply: ReplyRow): Promise<PetitionChange> {
  const { petition, city, now, calendar, today } = context;
  if (!reply.outcome_code) throw new Refused('outcome_required');
  const outcome = outcomeForReply(city, reply.outcome_code);
  const document_number = await number(context, reply, outcome);
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
    result: {
      ...{ reply_id: reply.id, document_number },
      reply_kind: reply.corrects_id === null ? 'final' : 'correction',
    },
  };
}
