import { z } from 'zod';
import { question } from './catalogue.ts';
import { reply, request } from './registry.ts';
import { id, instant, placeClass, plainDate, visibility } from './wire.ts';

const line = z.string().trim().min(1).max(200);

const serviceShape = {
  name: line,
  description: z.string().trim().min(1).max(4000),
  group_code: z.string().nullable(),
  kind_code: z.string(),
  keywords: z.array(z.string().trim().min(1).max(80)).max(60),
  questions: z.array(question).max(40),
  location: z.enum(['required', 'optional', 'none']),
  visibility: visibility.nullable(),
  /** What its places tell of a person; null: as its visibility says. */
  place_class: placeClass.nullable(),
  /** About works: a month after it was resolved its person is asked whether it still is. */
  asks_if_it_lasts: z.boolean(),
  notice: z.string().max(2000).nullable(),
  emergency_words: z.array(z.string().trim().min(1).max(80)).max(40),
  is_active: z.boolean(),
};
export const serviceInfo = reply(
  'ServiceInfo',
  z.object({ ...serviceShape, id, code: z.string(), version: z.number().int(), position: z.number().int() }),
);
export const serviceList = reply('ServiceList', z.object({ items: z.array(serviceInfo) }));
export const newServiceRequest = request(
  'NewService',
  z
    .object({ ...serviceShape, code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/) })
    .partial()
    .required({ code: true, name: true, description: true, kind_code: true, location: true }),
);
export const serviceEditRequest = request(
  'ServiceEdit',
  z.object(serviceShape).partial().extend({ version: z.number().int().optional() }),
);

const ruleShape = {
  service_code: z.string().nullable(),
  zone_code: z.string().nullable(),
  kind_code: z.string().nullable(),
  channel: z.string().nullable(),
  unit_id: id,
  note: z.string().max(500).nullable(),
};
export const ruleInfo = reply(
  'RoutingRule',
  z.object({ ...ruleShape, id, unit_name: z.string(), authority_id: id, position: z.number().int() }),
);
export const ruleList = reply('RoutingRuleList', z.object({ items: z.array(ruleInfo) }));
export const newRuleRequest = request(
  'NewRoutingRule',
  z.object(ruleShape).partial().required({ unit_id: true }),
);
/** What would be saved: a rule added, one replaced, or one removed. */
export const ruleTrialRequest = request(
  'RoutingRuleTrial',
  z.object({
    replaces_id: id.nullable().optional(),
    rule: newRuleRequest.nullable(),
    /** How many of the newest petitions to try it on. */
    sample: z.number().int().min(1).max(2000).optional(),
  }),
);
export const ruleTrial = reply(
  'RoutingRuleTrialResult',
  z.object({
    tried: z.number().int(),
    changed: z.number().int(),
    examples: z.array(
      z.object({
        petition_id: id,
        folio: z.string(),
        service: z.string(),
        from_unit: z.string(),
        to_unit: z.string(),
      }),
    ),
  }),
);

const termShape = {
  clock: z.enum(['accept', 'reply', 'resolve', 'completion', 'transfer']),
  kind_code: z.string().nullable(),
  service_code: z.string().nullable(),
  authority_code: z.string().nullable(),
  length: z.number().int().min(1).max(400),
  unit: z.enum(['business_days', 'calendar_days', 'months', 'hours']),
  counting_rule: z.enum(['from_next_business_day', 'from_next_day', 'date_to_date', 'from_instant']),
  citation: z.string().trim().min(1).max(500),
  extension: z
    .object({
      at_most_total_factor: z.number().optional(),
      at_most_extra: z.number().optional(),
      times: z.number().int(),
      before_expiry: z.literal(true),
    })
    .nullable(),
  valid_from: plainDate,
  valid_until: plainDate.nullable(),
};
export const termInfo = reply(
  'TermInfo',
  z.object({ ...termShape, id, code: z.string(), is_active: z.boolean() }),
);
export const termList = reply('TermList', z.object({ items: z.array(termInfo) }));
/** Terms are never edited: a new one with its own `valid_from` takes over, petitions on foot keep theirs. */
export const newTermRequest = request(
  'NewTerm',
  z
    .object({ ...termShape, code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,60}$/) })
    .partial()
    .required({
      code: true,
      clock: true,
      length: true,
      unit: true,
      counting_rule: true,
      citation: true,
      valid_from: true,
    }),
);
export const termEndRequest = request('TermEnd', z.object({ valid_until: plainDate }));
/** Ending a term moves nobody: those on foot keep it, and the next filing gets what is in force then. */
export const termEndPreview = reply(
  'TermEndPreview',
  z.object({
    petitions_that_keep_it: z.number().int(),
    /** What a filing of the day after gets; null: the law gives none from then on. */
    next: z.object({ length: z.number(), unit: termShape.unit, citation: z.string() }).nullable(),
  }),
);

export const calendarDayInfo = reply(
  'CalendarDay',
  z.object({
    id,
    day: plainDate,
    kind: z.enum(['holiday', 'closure', 'suspension', 'working_day']),
    name: z.string(),
    source: z.string(),
    reason: z.string().nullable(),
    origin: z.enum(['country', 'pack', 'console']),
    declared_at: instant,
    revoked_at: instant.nullable(),
  }),
);
export const calendarInfo = reply(
  'CalendarInfo',
  z.object({
    id,
    code: z.string(),
    name: z.string(),
    country_calendar: z.string(),
    time_zone: z.string(),
    business_weekdays: z.array(z.number().int()),
    covers_from: plainDate,
    covers_until: plainDate,
    version: z.number().int(),
    authorities: z.array(z.object({ id, name: z.string() })),
    days: z.array(calendarDayInfo),
    /** Of the last change: how far its open petitions are counted anew. Null where it never changed. */
    recount: z
      .object({
        day: plainDate,
        name: z.string(),
        petitions: z.number().int().nullable(),
        seen: z.number().int(),
        moved: z.number().int(),
        refused: z.number().int(),
        /** Of the refused those that the asker sees, fifty at most, by folio: the calendar does not reach `needed_on`. */
        refused_petitions: z.array(z.object({ id, folio: z.string(), needed_on: plainDate })),
        finished_at: instant.nullable(),
        /** It stopped at an error; it goes on from there when it is tried again. */
        is_held_up: z.boolean(),
      })
      .nullable(),
  }),
);
export const calendarList = reply('CalendarList', z.object({ items: z.array(calendarInfo) }));
/** From `day` to `until` (one day when it is missing), all at once: a contingency is one declaration. */
export const declareDaysRequest = request(
  'DeclareDays',
  z.object({
    day: plainDate,
    until: plainDate.optional(),
    kind: z.enum(['holiday', 'closure', 'suspension', 'working_day']),
    name: line,
    source: z.string().trim().min(1).max(500),
    reason: z.string().trim().max(1000).nullable().optional(),
  }),
);
export const calendarChangePreview = reply(
  'CalendarChangePreview',
  z.object({
    open_petitions: z.number().int(),
    moved: z.number().int(),
    /** There were too many to ask about while somebody waits: those that were filed first were counted. */
    is_at_least: z.boolean(),
  }),
);
