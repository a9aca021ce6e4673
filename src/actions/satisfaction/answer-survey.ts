import { z } from 'zod';
import { mayAnswer } from '../../core/satisfaction/instrument.ts';
import { surveyOf, type HeldSurvey } from '../../store/surveys.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { answerInput, keepAnswer } from './keep-answer.ts';

const input = z.object({
  city_id: z.uuid(),
  /** Of the link in the message, or of the browser that answered. */
  secret: z.string().max(100),
  ...answerInput,
});
type Context = ActionContext<z.output<typeof input>>;

/**
 * Keeps somebody's answer, or changes it within a day. With the first one the link of the message is spent, and only
 * this browser goes on (`surveyHolder`). A bad answer gets the quality team a follow-up (protocol K.4).
 * @throws Refused `link_expired`, `survey_over`, `survey_answered`, `survey_reopened`
 */
export const answerSurvey = defineAction({
  name: 'answer-survey',
  permission: 'public',
  input,
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ survey_id: string }> {
    const survey = await lockedSurvey(context);
    const { first } = orRefuse(mayAnswer(survey, context.now));
    const how = { mode: 'web', interviewer_id: null, first } as const;
    await keepAnswer(context, { survey, given: context.input }, how);
    return { survey_id: survey.id };
  },
});

async function lockedSurvey({ tx, input: given }: Context): Promise<HeldSurvey> {
  const found = await surveyOf(tx, given);
  if (found === null) throw new Refused('link_expired');
  await tx.selectFrom('surveys').select('id').where('id', '=', found.id).forUpdate().execute();
  // Another answer may have come while this one waited.
  const survey = await surveyOf(tx, given);
  if (survey === null || survey.spent) throw new Refused('survey_answered');
  return survey;
}
