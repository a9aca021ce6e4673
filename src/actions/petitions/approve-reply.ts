import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { refuseExpiredCertificate } from '../letters/keep-letter.ts';
import { Refused } from '../refused.ts';
import { replyOf } from './find-reply.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

const replyInput = z.object({
  reply_id: z.uuid(),
  /** The version that was read: a later text is not what was approved. */
  reply_version: z.number().int().positive().optional(),
});

/** Gives the draft to the head of the unit. */
export const submitReply = petitionAction({
  name: 'submit-reply',
  action: 'submit_reply',
  input: replyInput,
  async run({ tx, petition, input: { reply_id, reply_version } }) {
    const reply = await replyOf(tx, petition, reply_id);
    if (reply.state !== 'draft') throw new Refused('reply_not_in_draft');
    if (reply.outcome_code === '') throw new Refused('outcome_required');
    refuseOtherVersion(reply, reply_version);
    await tx.updateTable('replies').set({ state: 'to_approve' }).where('id', '=', reply_id).execute();
    return { events: [event('reply_submitted', 'staff', { reply_id })], result: { reply_id } };
  },
});

/** The head of the unit signs the text as it is; nobody approves what they wrote, nor what could not be signed. */
export const approveReply = petitionAction({
  name: 'approve-reply',
  action: 'approve_reply',
  input: replyInput,
  async run({ tx, now, petition, actor, input: { reply_id, reply_version } }) {
    const reply = await replyOf(tx, petition, reply_id);
    if (reply.state !== 'to_approve') throw new Refused('reply_not_in_draft');
    refuseOtherVersion(reply, reply_version);
    const approved_by = actor.kind === 'staff' ? actor.user_id : null;
    if (approved_by === null || approved_by === reply.drafted_by)
      throw new Refused('cannot_approve_own_reply');
    await refuseExpiredCertificate(tx, petition.row.current_authority_id, now);
    await tx.updateTable('replies').set({ approved_by }).where('id', '=', reply_id).execute();
    return { events: [event('reply_approved', 'staff', { reply_id })], result: { reply_id } };
  },
});

/** Back to who wrote it, with what must change. */
export const rejectReply = petitionAction({
  name: 'reject-reply',
  action: 'reject_reply',
  input: replyInput.extend({ reason: reasonInput }),
  async run({ tx, petition, input: { reply_id, reason } }) {
    const reply = await replyOf(tx, petition, reply_id);
    if (reply.state !== 'to_approve') throw new Refused('reply_not_in_draft');
    await tx
      .updateTable('replies')
      .set({ state: 'draft', approved_by: null })
      .where('id', '=', reply_id)
      .execute();
    return { events: [event('reply_rejected', 'staff', { reply_id, reason })], result: { reply_id } };
  },
});

function refuseOtherVersion({ version }: { version: number }, seen: number | undefined): void {
  if (seen !== undefined && seen !== version) throw new Refused('version_conflict', { version });
}
