import { z } from 'zod';
import { mayRemind } from '../../core/satisfaction/campaign-reminder.ts';
import { openContacts } from '../../store/people.ts';
import { campaignOf, membersToRemind, type MemberToRemind } from '../../store/survey-campaigns.ts';
import { askedBefore } from '../../store/surveys.ts';
import type { App } from '../app.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { sendCampaign } from './campaign-message.ts';

type Context = ActionContext<{ at_most: number }>;

/**
 * Reminds some of those who were invited by e-mail and have not answered, once. Whoever is called has three attempts, and
 * a paper is not sent twice. Nobody who declined since, was erased, or no longer wants notices by e-mail.
 */
export const remindSomeMembers = defineAction({
  name: 'remind-of-campaigns',
  permission: 'system',
  input: z.object({ at_most: z.number().int().positive().default(50) }),
  async run(context: Context): Promise<{ seen: number }> {
    const { tx, now, input } = context;
    const due = await membersToRemind(tx, { now, at_most: input.at_most });
    for (const member of due) await remindOne(context, member);
    return { seen: due.length };
  },
});

/** All who are due, in short transactions. */
export async function remindOfCampaigns(app: App): Promise<void> {
  for (;;) {
    const { seen } = await remindSomeMembers(app, { kind: 'system' }, {});
    if (seen === 0) return;
  }
}

async function remindOne(context: Context, member: MemberToRemind): Promise<void> {
  const { tx, app, now } = context;
  const { id, campaign_id, petition_id, person_id, contact_hash } = member;
  const campaign = await campaignOf(tx, { id: campaign_id });
  const { declined } = await askedBefore(tx, { person_id, contact_hash });
  const invited = { ...member, declined };
  const may =
    campaign?.closes_at == null
      ? null
      : mayRemind(invited, { ...campaign, closes_at: campaign.closes_at }, now);
  const contacts = may?.accepted === true ? await openContacts(tx, app.keys, petition_id) : [];
  const to = contacts.find(({ part, notify_by }) => part === 'petitioner' && notify_by === 'email');
  const sent =
    to !== undefined && campaign !== null
      ? await sendCampaign(context, campaign, { member: { id, petition_id }, to, reminder: true })
      : false;
  const why = may?.accepted === false && may.code === 'declined' ? 'declined' : 'unreachable';
  await tx
    .updateTable('survey_campaign_members')
    .set(sent ? { reminded_at: now } : { not_reminded: why })
    .where('id', '=', id)
    .execute();
}
