import { Readable } from 'node:stream';
import {
  changeCampaign,
  closeCampaign,
  drawCampaign,
  openCampaign,
  publishCampaign,
} from '../../../actions/campaigns/campaign-steps.ts';
import {
  beginCampaignCall,
  noteCampaignAttempt,
  recordCampaignAnswer,
} from '../../../actions/campaigns/ask-member.ts';
import { makeCampaign } from '../../../actions/campaigns/make-campaign.ts';
import { endOfDayInstant } from '../../../core/deadlines/plain-date.ts';
import {
  campaignOnPaper,
  campaignTable,
  redrawn,
  staffCampaign,
  staffCampaigns,
} from '../../../queries/staff/campaigns.ts';
import { campaignCall, campaignCalls, memberPaper } from '../../../queries/staff/campaign-calls.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, type AnyCall, type Handlers } from '../call.ts';
import { csvOf } from '../spreadsheet.ts';

type Campaigns =
  | 'list_campaigns'
  | 'make_campaign'
  | 'get_campaign'
  | 'change_campaign'
  | 'draw_campaign'
  | 'check_campaign_draw'
  | 'open_campaign'
  | 'close_campaign'
  | 'publish_campaign'
  | 'export_campaign'
  | 'get_campaign_paper'
  | 'list_campaign_calls'
  | 'begin_campaign_call'
  | 'get_campaign_call'
  | 'get_campaign_member_paper'
  | 'note_campaign_attempt'
  | 'record_campaign_answer';

export const campaignHandlers: Pick<Handlers, Campaigns> = {
  async list_campaigns(call) {
    return staffCampaigns(call.app, await askerOf(call));
  },
  async make_campaign(call) {
    const city_id = (await cityOfCall(call)).city.id;
    return makeCampaign(call.app, actorOf(call), { ...call.body, city_id }, call.idempotency);
  },
  async get_campaign(call) {
    return orNotFound(await staffCampaign(call.app, await askerOf(call), call.params.id));
  },
  async change_campaign(call) {
    const city_id = (await cityOfCall(call)).city.id;
    const input = { ...call.body, city_id, campaign_id: call.params.id };
    return changeCampaign(call.app, actorOf(call), input, call.idempotency);
  },
  async draw_campaign(call) {
    const input = { ...call.body, campaign_id: call.params.id };
    return drawCampaign(call.app, actorOf(call), input, call.idempotency);
  },
  async check_campaign_draw(call) {
    return orNotFound(await redrawn(call.app, await askerOf(call), call.params.id));
  },
  async open_campaign(call) {
    const { time_zone } = (await cityOfCall(call)).city;
    const { closes_on, ...body } = call.body;
    const input = { ...body, campaign_id: call.params.id, closes_at: endOfDayInstant(closes_on, time_zone) };
    return openCampaign(call.app, actorOf(call), input, call.idempotency);
  },
  async close_campaign(call) {
    const input = { ...call.body, campaign_id: call.params.id };
    return closeCampaign(call.app, actorOf(call), input, call.idempotency);
  },
  async publish_campaign(call) {
    const input = { ...call.body, campaign_id: call.params.id };
    return publishCampaign(call.app, actorOf(call), input, call.idempotency);
  },
  async export_campaign(call) {
    const table = orNotFound(await campaignTable(call.app, await askerOf(call), call.params.id));
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="encuesta.csv"')
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(table), { highWaterMark: 1 }));
  },
  async get_campaign_paper(call) {
    return pdf(call, await campaignOnPaper(call.app, await askerOf(call), call.params.id));
  },
  async list_campaign_calls(call) {
    return campaignCalls(call.app, await askerOf(call));
  },
  async begin_campaign_call(call) {
    return beginCampaignCall(call.app, actorOf(call), { member_id: call.params.id }, call.idempotency);
  },
  async get_campaign_call(call) {
    return orNotFound(await campaignCall(call.app, await askerOf(call), call.params.id));
  },
  async get_campaign_member_paper(call) {
    return pdf(call, await memberPaper(call.app, await askerOf(call), call.params.id));
  },
  async note_campaign_attempt(call) {
    const input = { ...call.body, member_id: call.params.id };
    return noteCampaignAttempt(call.app, actorOf(call), input, call.idempotency);
  },
  async record_campaign_answer(call) {
    const input = { ...call.body, member_id: call.params.id };
    return recordCampaignAnswer(call.app, actorOf(call), input, call.idempotency);
  },
};

const pdf = (call: Pick<AnyCall, 'reply'>, bytes: Buffer | null) =>
  call.reply
    .type('application/pdf')
    .header('content-disposition', 'inline; filename="encuesta.pdf"')
    .header('x-content-type-options', 'nosniff')
    .send(orNotFound(bytes));
