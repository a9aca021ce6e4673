import { z } from 'zod';
import { campaignMember, campaignOf } from '../../store/survey-campaigns.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

/**
 * Whoever was drawn does not want to be asked any more, about this or anything else; as `declineSurveys`.
 * @throws Refused `link_expired` for a secret that opens nothing
 */
export const declineCampaigns = defineAction({
  name: 'decline-campaigns',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), secret: z.string().max(100) }),
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, now, input }): Promise<{ declined: true }> {
    const member = await campaignMember(tx, { secret: input.secret }, { lock: true });
    const campaign = member && (await campaignOf(tx, { id: member.campaign_id }));
    if (!member || campaign?.city_id !== input.city_id) throw new Refused('link_expired');
    await tx
      .updateTable('survey_campaign_members')
      .set({ declined_at: now })
      .where('id', '=', member.id)
      .where('declined_at', 'is', null)
      .execute();
    return { declined: true };
  },
});
