import { z } from 'zod';
import { CHANNELS, type Channel } from '../../core/cities/settings.ts';
import { meet, resume } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { newId } from '../../store/ids.ts';
import { Refused } from '../refused.ts';
import { petitionAction, type PetitionChange, type PetitionContext } from './petition-action.ts';
import { bodyInput } from './petition-input.ts';
import { writeMessage } from './write-message.ts';

const answerInput = z.object({
  body: bodyInput,
  /** Files that were stored on this petition for the answer. */
  file_ids: z.array(z.uuid()).max(20).default([]),
});

/** The person answers with their key: the authority's clocks go on with the days left. Late is better than never. */
export const answerQuestion = petitionAction({
  name: 'answer-question',
  action: 'answer_question',
  input: answerInput,
  run: (context) => answerWithin(context, null),
});

/** Staff write down what the person answered by telephone, at the counter or by letter. */
export const answerQuestionForCitizen = petitionAction({
  name: 'answer-question-for-citizen',
  action: 'answer_for_citizen',
  input: answerInput.extend({ channel: z.enum(CHANNELS) }),
  async run(context) {
    const { tx, petition, now, actor, input } = context;
    await tx
      .insertInto('interactions')
      .values({
        ...{ id: newId(), city_id: petition.row.city_id, authority_id: petition.row.current_authority_id },
        ...{ channel: input.channel, kind: 'answer', petition_id: petition.row.id, at: now },
        person_id: petition.row.person_id,
        user_id: actor.kind === 'staff' ? actor.user_id : null,
      })
      .execute();
    return answerWithin(context, input.channel);
  },
});

/** The answer as part of an action; `channel`: how it came where staff wrote it down. */
export async function answerWithin(
  context: PetitionContext<z.output<typeof answerInput>>,
  channel: Channel | null,
): Promise<PetitionChange> {
  const { tx, petition, now, calendar, input } = context;
  const petition_id = petition.row.id;
  const message_id = await writeMessage(context, {
    petition_id,
    ...{ kind: 'answer', audience: 'citizen', body: input.body },
    answers_id: petition.state.open_question_id,
  });
  if (input.file_ids.length > 0) {
    const linked = await tx
      .updateTable('files')
      .set({ message_id })
      .where('id', 'in', input.file_ids)
      .where('petition_id', '=', petition_id)
      .where('removed_at', 'is', null)
      .where('message_id', 'is', null)
      .returning('id')
      .execute();
    if (linked.length !== new Set(input.file_ids).size) throw new Refused('not_found');
  }
  const act = { at: now, calendar };
  return {
    events: [event('question_answered', 'citizen', { message_id, channel })],
    lines: [
      ...meet(petition.ledger, 'completion', act),
      ...resume(petition.ledger, ['reply', 'resolve'], act),
    ],
    notices: [{ template: 'question_answered' }],
    result: { message_id },
  };
}
