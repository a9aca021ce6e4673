import { z } from 'zod';
import { CAUSES } from '../../../core/satisfaction/follow-up.ts';
import { ATTEMPTS } from '../../../core/satisfaction/asking-in-person.ts';
import { AGE_BANDS, DIMENSIONS, GENDERS, YES_NO } from '../../../core/satisfaction/groups.ts';
import { SOLVED, TRIGGERS } from '../../../core/satisfaction/instrument.ts';
import { ASKS } from '../../../core/satisfaction/asks.ts';
import { breakdowns } from '../../../queries/satisfaction-figures.ts';
import { both, reply, request } from './registry.ts';
import { channel, cursorQuery, id, instant, namedRef, pageOf, plainDate } from './wire.ts';

export const breakdown = both('SatisfactionBreakdown', z.enum(breakdowns));
const percent = z.number();
const share = reply(
  'SatisfactionShare',
  z.object({
    n: z.number().int(),
    percent,
    low: percent,
    high: percent,
    weighted: percent,
    insufficient: z.boolean(),
  }),
);
const figures = reply(
  'SatisfactionFigures',
  z.object({
    closed: z.number().int(),
    asked: z.number().int(),
    complete: z.number().int(),
    response_rate: percent.nullable(),
    needed: z.number().int(),
    satisfaction: share.nullable(),
    ease: z.object({ ...share.shape, mean: z.number() }).nullable(),
    solved: share.nullable(),
    clarity: share.nullable(),
    lasting_due: z.number().int(),
    lasting_asked: z.number().int(),
    lasting: share.nullable(),
  }),
);
const group = reply('SatisfactionGroup', z.object({ key: z.string(), name: z.string(), figures }));

const groupShare = z.object({ percent, low: percent, high: percent });
/** By what people said of themselves; null where too few answered. */
const people = reply(
  'SatisfactionPeople',
  z.object({
    dimension: z.enum(DIMENSIONS),
    value: z.string(),
    told: z.object({ n: z.number().int(), satisfaction: groupShare, solved: groupShare }).nullable(),
  }),
);

export const figuresQuery = z.object({
  from: plainDate.optional(),
  until: plainDate.optional(),
  authority_id: id.optional(),
  unit_id: id.optional(),
  service_id: id.optional(),
  kind: z.string().max(60).optional(),
  channel: channel.optional(),
  by: breakdown.optional(),
});
/** A download is asked for by a link, which has no headers: the city is in its address. */
export const figuresExportQuery = figuresQuery.extend({ city: z.string().max(60).optional() });

export const satisfactionResult = reply(
  'SatisfactionResult',
  z.object({
    from: plainDate,
    until: plainDate,
    by: breakdown,
    whole: figures,
    groups: z.array(group),
    months: z.array(group),
    people: z.array(people),
  }),
);

export const followUpsQuery = z.object({
  state: z.enum(['open', 'mine', 'closed']).optional(),
  ...cursorQuery,
});
export const followUp = reply(
  'FollowUp',
  z.object({
    id,
    trigger: z.enum(TRIGGERS),
    asks: z.enum(ASKS),
    opened_at: instant,
    due_on: plainDate,
    overdue: z.boolean(),
    owner: namedRef.nullable(),
    is_mine: z.boolean(),
    contacts: z.number().int(),
    satisfaction: z.number().int().nullable(),
    ease: z.number().int().nullable(),
    solved: z.enum(SOLVED),
    clarity: z.number().int().nullable(),
    comment: z.string().nullable(),
    wants_contact: z.boolean(),
    petition: z.object({ id, folio: z.string() }).nullable(),
    authority: namedRef,
    unit: namedRef,
    service: namedRef,
    channel: z.string(),
    closed_in: z.string(),
    cause: z.string().nullable(),
    closing_note: z.string().nullable(),
    closed_at: instant.nullable(),
    closed_by: z.string().nullable(),
    version: z.number().int(),
  }),
);
export const followUps = reply('FollowUps', pageOf(followUp));

export const followUpRequest = request(
  'FollowUpRequest',
  z.object({ version: z.number().int().positive().optional() }),
);
export const followUpClosing = request(
  'FollowUpClosing',
  z.object({
    version: z.number().int().positive().optional(),
    cause: z.enum(CAUSES),
    note: z.string().max(4000),
  }),
);
export const followUpDone = reply('FollowUpDone', z.object({ follow_up_id: id, version: z.number().int() }));

const toAsk = {
  id,
  asks: z.enum(ASKS),
  carried_by: z.enum(['phone', 'paper']),
  channel: z.string(),
  closed_in: z.string(),
  expires_at: instant,
  call_back_on: plainDate.nullable(),
  attempts: z.number().int(),
  authority: namedRef,
  service: namedRef,
  is_mine: z.boolean(),
  is_anothers: z.boolean(),
};
/** Opened by a link, which has no headers. */
export const paperQuery = z.object({ city: z.string().max(60).optional() });
export const toAskQuery = z.object(cursorQuery);
export const surveysToAsk = reply('SurveysToAsk', pageOf(reply('SurveyToAsk', z.object(toAsk))));
export const surveyCall = reply(
  'SurveyCall',
  z.object({
    ...toAsk,
    person: z.object({
      name: z.string().nullable(),
      phone: z.string().nullable(),
      address: z.string().nullable(),
    }),
  }),
);
export const surveyAsked = reply('SurveyAsked', z.object({ survey_id: id }));
export const surveyAttempt = request(
  'SurveyAttempt',
  z.object({ result: z.enum(ATTEMPTS), call_back_on: plainDate.nullable().optional() }),
);
const point = z.literal([1, 2, 3, 4, 5]);
const answer = {
  /** Of everybody who is asked how it went; of nobody who is asked whether it lasts. */
  satisfaction: point.nullable().optional(),
  solved: z.enum(SOLVED),
  ease: point.nullable().optional(),
  clarity: point.nullable().optional(),
  age_band: z.enum(AGE_BANDS).nullable().optional(),
  gender: z.enum(GENDERS).nullable().optional(),
  disability: z.enum(YES_NO).nullable().optional(),
  indigenous_language: z.enum(YES_NO).nullable().optional(),
  comment: z.string().max(2000).optional(),
  wants_contact: z.boolean().optional(),
};
export const surveyAnswer = request('SurveyAnswerGiven', z.object(answer));
export const paperAnswer = request(
  'SurveyPaperAnswer',
  z.object({ ...answer, paper_code: z.string().max(40) }),
);
