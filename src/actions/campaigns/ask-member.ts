import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { ATTEMPTS, isCalling, mayCall } from '../../core/satisfaction/asking-in-person.ts';
import { logView } from '../../store/people.ts';
import {
  campaignMember,
  campaignOf,
  type Campaign,
  type CampaignMember,
} from '../../store/survey-campaigns.ts';
import { typedPaperCode } from '../../store/surveys.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { answersInput, keepCampaignAnswers, takenAnswers } from './answer-campaign.ts';

const database_actor = () => ({ kind: 'system' }) as const;
const permission = 'satisfaction.ask';
const one = { member_id: z.uuid() };
type Context = Pick<ActionContext<unknown>, 'tx' | 'actor' | 'now'>;

export interface MemberAsked {
  readonly member_id: string;
}

interface Found {
  readonly member: CampaignMember;
  readonly campaign: Campaign;
  readonly user_id: string;
}

/** Somebody who was drawn and is to be asked by a person, where the actor may ask; who lies elsewhere does not exist. */
async function toAsk({ tx, actor, now }: Context, member_id: string): Promise<Found> {
  const member = await campaignMember(tx, { id: member_id }, { lock: true });
  const campaign = member && (await campaignOf(tx, { id: member.campaign_id }));
  const place = campaign && { ...member, city_id: campaign.city_id };
  if (!member || !campaign || actor.kind !== 'staff' || !permits(actor, permission, place!))
    throw new Refused('not_found');
  const { user_id } = actor;
  const expires_at = campaign.state === 'open' ? (campaign.closes_at ?? now) : now;
  orRefuse(mayCall({ ...member, expires_at, is_closed: true }, { user_id, now }));
  return { member, campaign, user_id };
}

/**
 * Begins the call to somebody who was drawn, as `beginSurveyCall` does after a closing.
 * @throws Refused `not_found`, `about_own_work`, `survey_taken`, `contacts_used_up`, `survey_over`, `survey_answered`
 */
export const beginCampaignCall = defineAction({
  name: 'begin-campaign-call',
  permission,
  input: z.object(one),
  database_actor,
  async run(context): Promise<MemberAsked> {
    const { tx, now, input } = context;
    const { member, user_id } = await toAsk(context, input.member_id);
    const held = { caller_id: user_id, called_at: now };
    await tx.updateTable('survey_campaign_members').set(held).where('id', '=', member.id).execute();
    await logView(tx, { user_id, person_id: member.person_id, petition_id: null, what: 'survey', at: now });
    return { member_id: member.id };
  },
});

/** Writes down a call that got no answer. @throws Refused as `beginCampaignCall` */
export const noteCampaignAttempt = defineAction({
  name: 'note-campaign-attempt',
  permission,
  input: z.object({ ...one, result: z.enum(ATTEMPTS), call_back_on: z.iso.date().nullable().default(null) }),
  database_actor,
  async run(context): Promise<MemberAsked> {
    const { tx, now, input } = context;
    const { member, user_id } = await toAsk(context, input.member_id);
    if (!isCalling(member, { user_id, now })) throw new Refused('survey_taken');
    await tx
      .updateTable('survey_campaign_members')
      .set({
        ...{ caller_id: null, called_at: null, attempts: member.attempts + 1 },
        call_back_on: input.result === 'call_back' ? input.call_back_on : null,
        refused_at: input.result === 'refused' ? now : null,
      })
      .where('id', '=', member.id)
      .execute();
    return { member_id: member.id };
  },
});

/**
 * Keeps what somebody answered in a call, or what came back on paper with its code. It cannot be changed afterwards.
 * @throws Refused `paper_code_unknown`, `invalid_input`, and as `beginCampaignCall`
 */
export const recordCampaignAnswer = defineAction({
  name: 'record-campaign-answer',
  permission,
  input: z.object({ ...one, answers: answersInput, paper_code: z.string().max(40).nullable().default(null) }),
  database_actor,
  async run(context): Promise<MemberAsked> {
    const { now, input } = context;
    const { member, campaign, user_id } = await toAsk(context, input.member_id);
    const { paper_code } = input;
    if (paper_code === null && !isCalling(member, { user_id, now })) throw new Refused('survey_taken');
    if (paper_code !== null && typedPaperCode(paper_code) !== member.paper_code)
      throw new Refused('paper_code_unknown');
    const given = takenAnswers(campaign, context, input.answers);
    const mode = paper_code === null ? 'phone' : 'paper';
    await keepCampaignAnswers(context, { id: member.id, given }, { mode, interviewer_id: user_id });
    return { member_id: member.id };
  },
});
