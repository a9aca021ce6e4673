import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { newId } from '../../store/ids.ts';
import { Refused } from '../refused.ts';
import { outcomeForReply, replyOf } from './find-reply.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';

const written = (longest: number) => z.string().trim().max(longest).default('');

const draftInput = z.object({
  /** The draft to change; without one a new draft is begun. */
  reply_id: z.uuid().nullable().default(null),
  /** The version of the draft that was on the screen; a newer one refuses instead of overwriting. */
  reply_version: z.number().int().positive().optional(),
  /** Null: a first reply, which leaves the outcome for the final one; '': not chosen yet. */
  outcome_code: z.string().max(80).nullable(),
  body: written(20_000),
  reasons: written(20_000),
  next_step: written(4000),
  means_of_appeal: written(4000),
  /** Filled in from the unit where they are not given. */
  responsible_name: z.string().trim().min(1).max(200).optional(),
  responsible_title: z.string().trim().min(1).max(200).optional(),
  /** The reply that was sent and is to be corrected; only once there is one. */
  corrects_id: z.uuid().nullable().default(null),
});

type Context = PetitionContext<z.output<typeof draftInput>>;

/**
 * Writes or changes the draft of a formal reply; it may be incomplete, sending asks for the rest. A change takes back
 * an approval that was given to the text before. Saving again leaves no trace in history.
 */
export const draftReply = petitionAction({
  name: 'draft-reply',
  action: 'draft_reply',
  input: draftInput,
  async run(context): Promise<PetitionChange> {
    refuseOutcome(context);
    return context.input.reply_id === null ? begin(context) : change(context, context.input.reply_id);
  },
});

/** A correction changes an outcome, so it has one. */
function refuseOutcome({ city, input: { outcome_code, corrects_id } }: Context): void {
  if (outcome_code === '') return;
  if (outcome_code !== null) outcomeForReply(city, outcome_code);
  else if (corrects_id !== null) throw new Refused('outcome_required', {}, { outcome_code: 'required' });
}

function columnsOf({ input, city, petition }: Context) {
  const unit = city.units.get(petition.row.unit_id)!;
  const { outcome_code, body, reasons, next_step, means_of_appeal } = input;
  return {
    ...{ outcome_code, body, reasons, next_step, means_of_appeal },
    responsible_name: input.responsible_name ?? unit.responsible_name,
    responsible_title: input.responsible_title ?? unit.responsible_title,
    unit_id: unit.id,
  };
}

async function begin(context: Context): Promise<PetitionChange> {
  const { tx, petition, now, actor, input } = context;
  await refuseWrongKind(context);
  const reply_id = newId();
  await tx
    .insertInto('replies')
    .values({
      ...columnsOf(context),
      ...{ id: reply_id, petition_id: petition.row.id, state: 'draft', drafted_at: now },
      ...{ corrects_id: input.corrects_id, drafted_by: actor.kind === 'staff' ? actor.user_id : null },
    })
    .execute();
  return {
    events: [event('reply_drafted', 'staff', { reply_id })],
    result: { reply_id, reply_version: 1 },
  };
}

async function change(context: Context, reply_id: string): Promise<PetitionChange> {
  const { tx, petition, actor, now, input } = context;
  const reply = await replyOf(tx, petition, reply_id);
  if (reply.state !== 'draft' && reply.state !== 'to_approve') throw new Refused('reply_not_in_draft');
  if (input.reply_version !== undefined && input.reply_version !== reply.version) {
    throw new Refused('version_conflict', { version: reply.version });
  }
  const reply_version = reply.version + 1;
  await tx
    .updateTable('replies')
    .set({
      ...columnsOf(context),
      ...{ state: 'draft', approved_by: null, version: reply_version, drafted_at: now },
      // Who changed the text last is who may not approve it.
      drafted_by: actor.kind === 'staff' ? actor.user_id : null,
    })
    .where('id', '=', reply_id)
    .execute();
  return { events: [], result: { reply_id, reply_version } };
}

/** Before the final reply there is nothing to correct; after it there is nothing else to write. */
async function refuseWrongKind({ tx, petition, input }: Context): Promise<void> {
  const replied = petition.row.stage !== 'in_work';
  const waiting = await tx
    .selectFrom('replies')
    .select('id')
    .where('petition_id', '=', petition.row.id)
    .where('state', '=', 'to_approve')
    .limit(1)
    .executeTakeFirst();
  if (waiting !== undefined) throw new Refused('reply_waits_for_approval');
  if (input.corrects_id === null) {
    if (replied) throw new Refused('already_replied');
    return;
  }
  const corrected = await replyOf(tx, petition, input.corrects_id);
  const is_final = corrected.state === 'sent' && corrected.outcome_code !== null;
  if (!replied || !is_final) throw new Refused('reply_to_correct_unknown');
}
