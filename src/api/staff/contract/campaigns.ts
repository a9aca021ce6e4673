import { z } from 'zod';
import { CAMPAIGN_STATES, POPULATIONS, QUESTION_KINDS, STRATA } from '../../../core/satisfaction/campaign.ts';
import { REMIND_DAYS } from '../../../core/satisfaction/campaign-reminder.ts';
import { ATTEMPTS, MODES } from '../../../core/satisfaction/asking-in-person.ts';
import { reply, request } from './registry.ts';
import { channel, id, instant, plainDate } from './wire.ts';

const state = z.enum(CAMPAIGN_STATES);
const population = z.enum(POPULATIONS);
const kind = z.enum(QUESTION_KINDS);

export const campaigns = reply(
  'Campaigns',
  z.object({
    items: z.array(
      z.object({
        ...{ id, title: z.string(), state, population, authority: z.string().nullable() },
        ...{ created_at: instant, closes_at: instant.nullable(), published_at: instant.nullable() },
      }),
    ),
  }),
);

const question = reply(
  'CampaignQuestion',
  z.object({
    ...{ code: z.string(), kind, text: z.string() },
    ...{ options: z.array(z.string()), required: z.boolean() },
  }),
);
const percent = z.number();
const figures = reply(
  'CampaignFigures',
  z.object({
    code: z.string(),
    n: z.number().int(),
    mean: z.number().nullable(),
    insufficient: z.boolean(),
    options: z
      .array(
        z.object({
          ...{ value: z.string(), count: z.number().int(), percent, low: percent, high: percent },
          weighted: percent.nullable(),
        }),
      )
      .nullable(),
  }),
);
const count = z.number().int();
const results = reply(
  'CampaignResults',
  z.object({
    ...{ drawn: count, asked: count, answered: count, response_rate: percent.nullable() },
    /** Before and after the reminder; null where nobody was reminded. */
    waves: z.object({ before: count, reminded: count, after: count, after_rate: percent }).nullable(),
    not_asked: z.record(z.string(), count),
    modes: z.array(z.object({ mode: z.enum(MODES), count })),
    questions: z.array(figures),
    strata: z.array(
      z.object({
        ...{ key: z.string(), name: z.string(), population: count, drawn: count },
        ...{ asked: count, answered: count, first: figures.nullable() },
      }),
    ),
    words: z.array(z.object({ code: z.string(), words: z.string() })),
  }),
);
export const campaign = reply(
  'Campaign',
  z.object({
    ...{ id, code: z.string(), title: z.string(), purpose: z.string(), state, population },
    ...{ authority: z.string().nullable(), service: z.string().nullable(), channel: channel.nullable() },
    ...{ authority_id: id.nullable(), service_id: id.nullable() },
    ...{ closed_from: plainDate.nullable(), closed_until: plainDate.nullable(), strata_by: z.enum(STRATA) },
    ...{ margin: count, expected_response: count, minimum: count, questions: z.array(question) },
    /** Days after the invitation; null: nobody is reminded. */
    remind_after_days: count.nullable(),
    ...{ seed: z.string().nullable(), frame_size: count.nullable(), frame_hash: z.string().nullable() },
    ...{ drawn_at: instant.nullable(), opened_at: instant.nullable(), closes_at: instant.nullable() },
    ...{ closed_at: instant.nullable(), published_at: instant.nullable(), created_at: instant },
    /** Where anybody answers one that is for everybody; null where only who was drawn is asked. */
    public_link: z.string().nullable(),
    ...{ version: count, results },
  }),
);
export const campaignDone = reply('CampaignDone', z.object({ campaign_id: id, version: z.number().int() }));
export const redrawn = reply(
  'CampaignRedrawn',
  z.object({ same_frame: z.boolean(), same_people: z.boolean() }),
);

const written = {
  authority_id: id.nullable(),
  title: z.string().max(160),
  purpose: z.string().max(1000),
  questions: z
    .array(
      z.object({
        ...{ kind, text: z.string().max(300) },
        ...{ options: z.array(z.string().max(120)).max(10).optional(), required: z.boolean().optional() },
      }),
    )
    .min(1)
    .max(10),
  population,
  closed_from: plainDate.nullable().optional(),
  closed_until: plainDate.nullable().optional(),
  service_id: id.nullable().optional(),
  channel: channel.nullable().optional(),
  strata_by: z.enum(STRATA).optional(),
  margin: z.number().int().min(1).max(20).optional(),
  expected_response: z.number().int().min(1).max(100).optional(),
  minimum: z.number().int().min(0).max(1000).optional(),
  remind_after_days: z.number().int().min(REMIND_DAYS.least).max(REMIND_DAYS.most).nullable().optional(),
};
export const newCampaign = request('NewCampaign', z.object(written));
const version = z.number().int().positive().optional();
export const changedCampaign = request('ChangedCampaign', z.object({ ...written, version }));
export const campaignStep = request('CampaignStep', z.object({ version }));
export const campaignOpening = request('CampaignOpening', z.object({ version, closes_on: plainDate }));
/** A download is asked for by a link, which has no headers: the city is in its address. */
export const downloadQuery = z.object({ city: z.string().max(60).optional() });

export const campaignCalls = reply(
  'CampaignCalls',
  z.object({
    items: z.array(
      reply(
        'CampaignToAsk',
        z.object({
          ...{ id, title: z.string(), carried_by: z.enum(['phone', 'paper']), attempts: count },
          ...{ closes_at: instant, paper_code: z.string(), is_anothers: z.boolean() },
        }),
      ),
    ),
  }),
);
export const campaignCall = reply(
  'CampaignCall',
  z.object({
    ...{ id, title: z.string(), purpose: z.string(), questions: z.array(question) },
    person: z.object({
      ...{ name: z.string().nullable(), phone: z.string().nullable(), address: z.string().nullable() },
    }),
  }),
);
export const memberAsked = reply('CampaignMemberAsked', z.object({ member_id: id }));
export const campaignAttempt = request(
  'CampaignAttempt',
  z.object({ result: z.enum(ATTEMPTS), call_back_on: plainDate.nullable().optional() }),
);
export const memberAnswer = request(
  'CampaignAnswersGiven',
  z.object({
    answers: z.record(z.string(), z.string().max(4000)),
    paper_code: z.string().max(40).nullable().optional(),
  }),
);
