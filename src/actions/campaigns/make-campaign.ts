import { randomBytes } from 'node:crypto';
import { permits } from '../../core/access/actor.ts';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { campaignColumns, campaignInput } from './written-campaign.ts';

/**
 * Writes a campaign down, with its questions and whom it is to be asked of. Nobody is drawn or asked yet.
 * @throws Refused `not_found` outside of where the actor may make one, `invalid_input` with the fault of each question
 */
export const makeCampaign = defineAction({
  name: 'make-campaign',
  permission: 'satisfaction.campaign',
  input: campaignInput,
  database_actor: () => ({ kind: 'system' }),
  async run({ tx, actor, now, input: given }): Promise<{ campaign_id: string; version: number }> {
    const { city_id, authority_id } = given;
    if (!permits(actor, 'satisfaction.campaign', { city_id, authority_id })) throw new Refused('not_found');
    const id = newId();
    await tx
      .insertInto('survey_campaigns')
      .values({
        ...campaignColumns(given),
        ...{ id, state: 'draft', created_at: now },
        // In the public address: short, and nobody else's.
        code: randomBytes(5).toString('hex'),
        created_by: actor.kind === 'staff' ? actor.user_id : null,
      })
      .execute();
    return { campaign_id: id, version: 1 };
  },
});
