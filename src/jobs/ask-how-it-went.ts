import type { App } from '../actions/app.ts';
import { inviteToCampaign } from '../actions/campaigns/invite-to-campaign.ts';
import { remindOfCampaigns } from '../actions/campaigns/remind-of-campaigns.ts';
import { askHowItWent } from '../actions/satisfaction/ask-how-it-went.ts';
import { askWhatLasts } from '../actions/satisfaction/ask-if-it-lasts.ts';
import { remindOfSurveys } from '../actions/satisfaction/remind-of-surveys.ts';
import type { Attempt } from './job.ts';

/** Asks the person of a petition that was closed how it went. */
export async function askAfterClosing(app: App, { payload }: Attempt): Promise<void> {
  await askHowItWent(app, { kind: 'system' }, { petition_id: String(payload['petition_id']) });
}

/** Asks whether works of a month ago last. */
export async function askWhetherItLasts(app: App): Promise<void> {
  await askWhatLasts(app);
}

/** Reminds those who have not answered, once, about their petition or a campaign. */
export async function remindThose(app: App): Promise<void> {
  await remindOfSurveys(app);
  await remindOfCampaigns(app);
}

/** Invites those who were drawn for a campaign. */
export async function inviteThose(app: App, { payload }: Attempt): Promise<void> {
  await inviteToCampaign(app, String(payload['campaign_id']));
}
