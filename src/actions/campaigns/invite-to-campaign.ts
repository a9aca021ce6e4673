import { z } from 'zod';
import { mayAsk } from '../../core/satisfaction/invitation.ts';
import { blindIndex } from '../../store/encryption.ts';
import { openContacts, type OpenedContact } from '../../store/people.ts';
import { hashSecret } from '../../store/secrets.ts';
import { campaignOf, campaignToken, type Campaign } from '../../store/survey-campaigns.ts';
import { askedBefore, paperCode } from '../../store/surveys.ts';
import type { App } from '../app.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { sendCampaign } from './campaign-message.ts';

type Context = ActionContext<{ campaign_id: string; at_most: number }>;

interface Drawn {
  readonly id: string;
  readonly petition_id: string;
  readonly person_id: string | null;
}

/**
 * Asks some of those who were drawn and are not asked yet: by e-mail where they chose that for notices, else by telephone
 * or on paper. Nobody who declined, and nobody twice within thirty days, whatever they were asked about (protocol K.3).
 */
export const inviteSome = defineAction({
  name: 'invite-to-campaign',
  permission: 'system',
  input: z.object({ campaign_id: z.uuid(), at_most: z.number().int().positive().default(50) }),
  async run(context: Context): Promise<{ seen: number }> {
    const { tx, input } = context;
    const campaign = await campaignOf(tx, { id: input.campaign_id });
    if (campaign?.state !== 'open') return { seen: 0 };
    const waiting = await tx
      .selectFrom('survey_campaign_members as m')
      .innerJoin('surveys as s', 's.id', 'm.survey_id')
      .innerJoin('petitions as p', 'p.id', 's.petition_id')
      .select(['m.id', 'p.id as petition_id', 'p.person_id'])
      .where('m.campaign_id', '=', campaign.id)
      .where('m.carried_by', 'is', null)
      .where('m.not_asked', 'is', null)
      .orderBy('m.id')
      .limit(input.at_most)
      .forUpdate('m')
      .skipLocked()
      .execute();
    for (const member of waiting) await inviteOne(context, campaign, member);
    return { seen: waiting.length };
  },
});

/** All who were drawn, in short transactions. */
export async function inviteToCampaign(app: App, campaign_id: string): Promise<void> {
  for (;;) {
    const { seen } = await inviteSome(app, { kind: 'system' }, { campaign_id });
    if (seen === 0) return;
  }
}

async function inviteOne(context: Context, campaign: Campaign, member: Drawn): Promise<void> {
  const { tx, app, now } = context;
  const contacts = await openContacts(tx, app.keys, member.petition_id);
  const to = contacts.find(({ part }) => part === 'petitioner');
  const by = wayTo(to);
  const contact_hash = hashOf(context, to);
  const before = await askedBefore(tx, { person_id: member.person_id, contact_hash });
  const may = mayAsk(
    { ...before, stage: 'closed', closed_at: now, outcome_class: 'resolved', reserved: false },
    now,
  );
  const asked = by !== null && may.accepted;
  await tx
    .updateTable('survey_campaign_members')
    .set(
      asked
        ? {
            ...{ carried_by: by, asked_at: now, contact_hash },
            token_hash: hashSecret(campaignToken(app.keys, member.id)),
            paper_code: paperCode(app.keys, member.id),
          }
        : { not_asked: may.accepted || may.code === 'reserved_identity' ? 'unreachable' : may.code },
    )
    .where('id', '=', member.id)
    .execute();
  if (asked && by === 'email') await sendCampaign(context, campaign, { member, to: to!, reminder: false });
}

function wayTo(to: OpenedContact | undefined): 'email' | 'phone' | 'paper' | null {
  if (to === undefined) return null;
  if (to.email !== null && to.notify_by === 'email') return 'email';
  if (to.phone !== null) return 'phone';
  return to.address === null ? null : 'paper';
}

function hashOf({ app }: Context, to: OpenedContact | undefined): Buffer | null {
  if (to?.email != null) return blindIndex(app.keys, 'email', to.email);
  return to?.phone == null ? null : blindIndex(app.keys, 'phone', to.phone);
}
