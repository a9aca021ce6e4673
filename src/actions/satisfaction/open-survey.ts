import { z } from 'zod';
import { hashSecret } from '../../store/secrets.ts';
import { surveyHolder } from '../../store/surveys.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * Opens the survey of a petition to whoever holds its key: the way for those whom no message reaches. Whether it may be
 * answered is asked when it is.
 * @throws Refused `link_expired` where nobody was asked about its last closing
 */
export const openSurvey = defineAction({
  name: 'open-survey',
  permission: 'public',
  input: z.object({ petition_id: z.uuid() }),
  async run({ tx, app, actor, input }): Promise<{ survey_id: string }> {
    const own =
      actor.kind === 'citizen' && actor.petition_id === input.petition_id && actor.supporter_id === undefined;
    if (!own) throw new Refused('forbidden');
    const survey = await tx
      .selectFrom('surveys')
      .select('id')
      .where('petition_id', '=', input.petition_id)
      .where('asked_at', 'is not', null)
      .orderBy('closed_at', 'desc')
      .orderBy('asked_at', 'desc')
      .executeTakeFirst();
    if (!survey) throw new Refused('link_expired');
    await tx
      .updateTable('surveys')
      .set({ holder_hash: hashSecret(surveyHolder(app.keys, survey.id)) })
      .where('id', '=', survey.id)
      .execute();
    return { survey_id: survey.id };
  },
});
