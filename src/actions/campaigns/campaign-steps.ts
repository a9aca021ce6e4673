import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { allocate } from '../../core/satisfaction/allocation.ts';
import { mayStep, type CampaignStep } from '../../core/satisfaction/campaign.ts';
import { newId } from '../../store/ids.ts';
import { enqueueJob } from '../../store/job-queue.ts';
import { campaignOf, drawn, frameOf, replaceMembers, type Campaign } from '../../store/survey-campaigns.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { campaignColumns, campaignInput } from './written-campaign.ts';

const permission = 'satisfaction.campaign';
const database_actor = () => ({ kind: 'system' }) as const;
const one = { campaign_id: z.uuid(), version: z.number().int().positive().optional() };

export interface CampaignDone {
  readonly campaign_id: string;
  readonly version: number;
}

type Context = Pick<
  ActionContext<{ campaign_id: string; version?: number | undefined }>,
  'tx' | 'actor' | 'input'
>;

/** A campaign of where the actor makes them, locked, that can go on to that step. */
async function campaignFor({ tx, actor, input }: Context, step: CampaignStep): Promise<Campaign> {
  const campaign = await campaignOf(tx, { id: input.campaign_id }, { lock: true });
  if (campaign === null || !permits(actor, permission, campaign)) throw new Refused('not_found');
  if (input.version !== undefined && input.version !== campaign.version)
    throw new Refused('version_conflict', { version: campaign.version });
  orRefuse(mayStep(campaign, step));
  return campaign;
}

async function change(
  { tx }: Pick<Context, 'tx'>,
  { id, version }: Campaign,
  columns: Readonly<Record<string, string | number | null>>,
): Promise<CampaignDone> {
  await tx
    .updateTable('survey_campaigns')
    .set({ ...columns, version: version + 1 })
    .where('id', '=', id)
    .execute();
  return { campaign_id: id, version: version + 1 };
}

/**
 * Writes a campaign anew that was not opened yet. Whoever was drawn for it is drawn no more: the sample was of the old one.
 * @throws Refused `not_found` also for an authority where the actor makes none, `campaign_not_in_this_state`,
 * `version_conflict`, `invalid_input` as `makeCampaign`
 */
export const changeCampaign = defineAction({
  name: 'change-campaign',
  permission,
  input: z.object({ ...campaignInput.shape, ...one }),
  database_actor,
  async run(context): Promise<CampaignDone> {
    const { tx, actor, input } = context;
    const { campaign_id: _id, version: _version, ...given } = input;
    const campaign = await campaignFor(context, 'change');
    if (given.city_id !== campaign.city_id || !permits(actor, permission, given))
      throw new Refused('not_found');
    await replaceMembers(tx, campaign.id, { members: [], strata: [] });
    const undrawn = { seed: null, frame_size: null, frame_hash: null, drawn_at: null };
    return change(context, campaign, { ...campaignColumns(given), ...undrawn, state: 'draft' });
  },
});

/**
 * Draws who is asked, anew where it was drawn before. Seed, size and mark of the frame are kept, so that anybody who may
 * read it can draw the same people again (`drawn` of store/survey-campaigns.ts).
 * @throws Refused `not_found`, `campaign_not_in_this_state`, `version_conflict`, `nobody_to_draw`
 */
export const drawCampaign = defineAction({
  name: 'draw-campaign',
  permission,
  input: z.object(one),
  database_actor,
  async run(context): Promise<CampaignDone> {
    const { tx, now } = context;
    const campaign = await campaignFor(context, 'draw');
    const frame = await frameOf(tx, campaign, now);
    if (frame.size === 0) throw new Refused('nobody_to_draw');
    const seed = randomBytes(8).toString('hex');
    const members = await drawn(tx, campaign, { until: now, seed, wanted: allocate(frame.strata, campaign) });
    const rows = members.map((member) => ({ id: newId(), ...member }));
    await replaceMembers(tx, campaign.id, { members: rows, strata: frame.strata });
    const kept = { seed, frame_size: frame.size, frame_hash: frame.hash, drawn_at: now };
    return change(context, campaign, { ...kept, state: 'drawn' });
  },
});

/**
 * Opens a campaign until a day and has those who were drawn invited.
 * @throws Refused as `drawCampaign`
 */
export const openCampaign = defineAction({
  name: 'open-campaign',
  permission,
  input: z.object({ ...one, closes_at: z.iso.datetime() }),
  database_actor,
  async run(context): Promise<CampaignDone> {
    const { tx, now, input } = context;
    const campaign = await campaignFor(context, 'open');
    if (input.closes_at <= now) throw new Refused('invalid_input', {}, { closes_at: 'invalid' });
    await enqueueJob(tx, {
      ...{ name: 'invite_to_campaign', payload: { campaign_id: campaign.id } },
      key: `campaign/${campaign.id}`,
    });
    return change(context, campaign, { state: 'open', opened_at: now, closes_at: input.closes_at });
  },
});

/** Takes no more answers. @throws Refused as `drawCampaign` */
export const closeCampaign = defineAction({
  name: 'close-campaign',
  permission,
  input: z.object(one),
  database_actor,
  async run(context): Promise<CampaignDone> {
    const campaign = await campaignFor(context, 'close');
    return change(context, campaign, { state: 'closed', closed_at: context.now });
  },
});

/** Shows the results to everybody; small cells stay hidden. @throws Refused as `drawCampaign` */
export const publishCampaign = defineAction({
  name: 'publish-campaign',
  permission,
  input: z.object(one),
  database_actor,
  async run(context): Promise<CampaignDone> {
    const campaign = await campaignFor(context, 'publish');
    return change(context, campaign, { published_at: context.now });
  },
});
