import type { CityConfiguration } from '../../core/cities/configuration.ts';
import { reading, type Database } from '../../store/database.ts';
import { campaignMember, campaignOf, type Campaign } from '../../store/survey-campaigns.ts';
import { campaignResults, type CampaignResults } from '../campaign-results.ts';

export type { CampaignResults };

type Source = { readonly database: Database; readonly now: () => string };
const system = { kind: 'system' } as const;

export type CampaignQuestions = Pick<
  Campaign,
  'code' | 'title' | 'purpose' | 'questions' | 'population' | 'margin' | 'authority_id' | 'closes_at'
>;

export interface ListedCampaign {
  readonly code: string;
  readonly title: string;
  readonly purpose: string;
  readonly published_at: string | null;
  readonly closes_at: string | null;
}

const takesAnswers = ({ state, closes_at }: Pick<Campaign, 'state' | 'closes_at'>, now: string): boolean =>
  state === 'open' && closes_at !== null && now < closes_at;

/** The campaigns that everybody may answer now, and those whose results are published, newest first. */
export function publicCampaigns(
  { database, now }: Source,
  city: CityConfiguration,
): Promise<{ readonly open: readonly ListedCampaign[]; readonly published: readonly ListedCampaign[] }> {
  return reading(database, system, async (reader) => {
    const all = await reader
      .selectFrom('survey_campaigns')
      .select(['code', 'title', 'purpose', 'published_at', 'closes_at', 'state', 'population'])
      .where('city_id', '=', city.city.id)
      .where((eb) =>
        eb.or([
          eb('published_at', 'is not', null),
          eb.and([eb('state', '=', 'open'), eb('population', '=', 'everybody')]),
        ]),
      )
      .orderBy('created_at', 'desc')
      .limit(200)
      .execute();
    return {
      open: all.filter((one) => takesAnswers({ ...one, state: one.state as Campaign['state'] }, now())),
      published: all.filter(({ published_at }) => published_at !== null),
    };
  });
}

export interface PublicCampaign {
  readonly campaign: CampaignQuestions;
  /** Whether anybody may answer it now. */
  readonly is_open: boolean;
  /** Null until they are published. */
  readonly results: CampaignResults | null;
}

/** One campaign as everybody may know it; null for one that is neither for everybody nor published. */
export function publicCampaign(
  { database, now }: Source,
  city: CityConfiguration,
  code: string,
): Promise<PublicCampaign | null> {
  return reading(database, system, async (reader) => {
    const campaign = await campaignOf(reader, { city_id: city.city.id, code });
    if (campaign === null) return null;
    const is_open = campaign.population === 'everybody' && takesAnswers(campaign, now());
    if (!is_open && campaign.published_at === null) return null;
    const results = campaign.published_at === null ? null : await campaignResults(reader, campaign, city);
    return { campaign, is_open, results };
  });
}

export interface Invitation {
  readonly campaign: CampaignQuestions;
  readonly state: 'open' | 'survey_over' | 'survey_answered';
}

/** What the secret of somebody who was drawn opens; null for one that opens nothing. */
export function invitationOf(
  { database, now }: Source,
  city: CityConfiguration,
  secret: string,
): Promise<Invitation | null> {
  return reading(database, system, async (reader) => {
    const member = await campaignMember(reader, { secret });
    const campaign = member && (await campaignOf(reader, { id: member.campaign_id }));
    if (!member || campaign?.city_id !== city.city.id) return null;
    const over = takesAnswers(campaign, now()) ? 'open' : 'survey_over';
    return { campaign, state: member.answered_at === null ? over : 'survey_answered' };
  });
}
