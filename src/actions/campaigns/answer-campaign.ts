import { z } from 'zod';
import { campaignAnswers, type CampaignAnswers } from '../../core/satisfaction/campaign.ts';
import type { Mode } from '../../core/satisfaction/asking-in-person.ts';
import { encryptText } from '../../store/encryption.ts';
import { newId } from '../../store/ids.ts';
import { hashSecret } from '../../store/secrets.ts';
import { campaignMember, campaignOf, campaignToken, type Campaign } from '../../store/survey-campaigns.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

export const answersInput = z.record(z.string().max(10), z.string().max(4000));
type Context = Pick<ActionContext<unknown>, 'tx' | 'app' | 'now'>;

export interface CampaignAnswered {
  readonly member_id: string;
}

/**
 * Keeps the answers of whoever was invited, once.
 * @throws Refused `link_expired`, `survey_over`, `survey_answered`, `invalid_input` with the fault of each question
 */
export const answerCampaign = defineAction({
  name: 'answer-campaign',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), secret: z.string().max(100), answers: answersInput }),
  database_actor: () => ({ kind: 'system' }),
  async run(context): Promise<CampaignAnswered> {
    const { tx, input } = context;
    const member = await campaignMember(tx, { secret: input.secret }, { lock: true });
    const campaign = member && (await campaignOf(tx, { id: member.campaign_id }));
    if (!member || campaign?.city_id !== input.city_id) throw new Refused('link_expired');
    if (member.answered_at !== null) throw new Refused('survey_answered');
    const given = takenAnswers(campaign, context, input.answers);
    await keepCampaignAnswers(context, { id: member.id, given }, { mode: 'web', interviewer_id: null });
    return { member_id: member.id };
  },
});

/**
 * Keeps the answers of anybody to a campaign that is for everybody.
 * @throws Refused `not_found` for one that is not, and as `answerCampaign`
 */
export const answerForEverybody = defineAction({
  name: 'answer-campaign-for-everybody',
  permission: 'public',
  input: z.object({ city_id: z.uuid(), code: z.string().max(40), answers: answersInput }),
  database_actor: () => ({ kind: 'system' }),
  async run(context): Promise<CampaignAnswered> {
    const { tx, app, now, input } = context;
    const campaign = await campaignOf(tx, input);
    if (campaign?.population !== 'everybody') throw new Refused('not_found');
    const given = takenAnswers(campaign, context, input.answers);
    const id = newId();
    await tx
      .insertInto('survey_campaign_members')
      .values({
        ...{ id, campaign_id: campaign.id, stratum: '', carried_by: 'everybody', asked_at: now },
        token_hash: hashSecret(campaignToken(app.keys, id)),
      })
      .execute();
    await keepCampaignAnswers(context, { id, given }, { mode: 'web', interviewer_id: null });
    return { member_id: id };
  },
});

interface Given {
  readonly chosen: CampaignAnswers;
  readonly words: CampaignAnswers;
}

/** What may be kept of what was sent. @throws Refused `survey_over`, `invalid_input` */
export function takenAnswers(
  campaign: Campaign,
  { now }: Pick<Context, 'now'>,
  sent: CampaignAnswers,
): Given {
  if (campaign.state !== 'open' || campaign.closes_at === null || now >= campaign.closes_at)
    throw new Refused('survey_over');
  const { answers, faults } = campaignAnswers(campaign.questions, sent);
  if (Object.keys(faults).length > 0) throw new Refused('invalid_input', {}, faults);
  const kinds = new Map(campaign.questions.map(({ code, kind }) => [code, kind]));
  const all = Object.entries(answers);
  return {
    chosen: Object.fromEntries(all.filter(([code]) => kinds.get(code) !== 'text')),
    words: Object.fromEntries(all.filter(([code]) => kinds.get(code) === 'text')),
  };
}

/** Writes answers on a member, with how they came. Words are kept under the key of the installation: they name nobody. */
export async function keepCampaignAnswers(
  { tx, app, now }: Context,
  { id, given }: { id: string; given: Given },
  { mode, interviewer_id }: { mode: Mode; interviewer_id: string | null },
): Promise<void> {
  const words = Object.keys(given.words).length === 0 ? null : JSON.stringify(given.words);
  await tx
    .updateTable('survey_campaign_members')
    .set({
      ...{ answered_at: now, mode, interviewer_id, answers: JSON.stringify(given.chosen) },
      words_cipher: words === null ? null : encryptText(app.keys.wrapping, words, 'survey_campaigns.words'),
    })
    .where('id', '=', id)
    .execute();
}
