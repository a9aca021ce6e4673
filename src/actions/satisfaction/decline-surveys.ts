import { z } from 'zod';
import { surveyOf } from '../../store/surveys.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * The person does not want to be asked any more, about this or anything else.
 * @throws Refused `link_expired` for a secret that opens nothing
 */
export const declineSurveys = defineAction({
  name: 'decline-surveys',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), secret: z.string().max(100) }),
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, now, input }): Promise<{ declined: true }> {
    const survey = await surveyOf(tx, input);
    if (survey === null || survey.spent) throw new Refused('link_expired');
    await tx.updateTable('surveys').set({ declined_at: now }).where('id', '=', survey.id).execute();
    return { declined: true };
  },
});
