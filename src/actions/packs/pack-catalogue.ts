import { z } from 'zod';
import { permissions } from '../../core/access/permissions.ts';
import { placeClasses } from '../../core/open-data/place-class.ts';
import { outcomeClasses, visibilities } from '../../core/petitions/stages.ts';
import { QUESTION_TYPES, type Question } from '../../core/petitions/questions.ts';
import { code, isoDate, word_code, words } from './pack-settings.ts';

/** The icons that the portal draws; a group names one. */
export const SERVICE_ICONS = [
  'agua',
  'alumbrado',
  'calle',
  'basura',
  'arboles',
  'transporte',
  'seguridad',
  'negocio',
  'vivienda',
  'apoyo',
  'salud',
  'tramite',
  'animales',
  'ruido',
  'queja',
  'informacion',
  'datos',
  'otro',
] as const;

export const kind = z.strictObject({
  code: word_code,
  name: words,
  description: words,
  legal_basis: words.nullable().default(null),
  default_visibility: z.enum(visibilities),
  hidden_from_named_unit: z.boolean().default(false),
  allows_anonymous: z.boolean().default(true),
  is_active: z.boolean().default(true),
});

const extension = z.strictObject({
  at_most_total_factor: z.number().min(1).max(10).exactOptional(),
  at_most_extra: z.int().min(1).max(400).exactOptional(),
  times: z.int().min(1).max(10),
  before_expiry: z.literal(true),
});

/** What the law gives for one clock. Where the law gives no number the citation says who has to confirm it. */
export const term = z.strictObject({
  code,
  clock: z.enum(['accept', 'reply', 'resolve', 'completion', 'transfer']),
  kind: word_code.nullable().default(null),
  service: code.nullable().default(null),
  authority: code.nullable().default(null),
  length: z.int().min(1).max(400),
  unit: z.enum(['business_days', 'calendar_days', 'months', 'hours']),
  counting_rule: z.enum(['from_next_business_day', 'from_next_day', 'date_to_date', 'from_instant']),
  citation: words,
  extension: extension.nullable().default(null),
  valid_from: isoDate,
  valid_until: isoDate.nullable().default(null),
  is_active: z.boolean().default(true),
});

export const serviceGroup = z.strictObject({
  code,
  name: words,
  icon: z.enum(SERVICE_ICONS).default('otro'),
});

const option = z.strictObject({ code: word_code, label: words });

export const question = z.strictObject({
  code: word_code,
  label: words,
  help: words.exactOptional(),
  type: z.enum(QUESTION_TYPES),
  required: z.boolean().default(false),
  options: z.array(option).min(2).exactOptional(),
  at_least: z.number().exactOptional(),
  at_most: z.number().exactOptional(),
  only_if: z.strictObject({ question: word_code, is: z.array(words).min(1) }).exactOptional(),
  is_private: z.boolean().exactOptional(),
}) satisfies z.ZodType<Question>;

/** An entry of the catalogue. `keywords` are what people type, and the official name where it differs. */
export const service = z.strictObject({
  code,
  group: code.nullable().default(null),
  name: words,
  description: words,
  kind: word_code,
  keywords: z.array(words).default([]),
  questions: z.array(question).default([]),
  location: z.enum(['required', 'optional', 'none']),
  response_type: z.enum(['realtime', 'batch', 'blackbox']).default('realtime'),
  visibility: z.enum(visibilities).nullable().default(null),
  place_class: z.enum(placeClasses).nullable().default(null),
  asks_if_it_lasts: z.boolean().default(false),
  notice: words.nullable().default(null),
  emergency_words: z.array(words).default([]),
  is_active: z.boolean().default(true),
});

export const outcome = z.strictObject({
  code: word_code,
  class: z.enum(outcomeClasses),
  name: words,
  is_active: z.boolean().default(true),
});

export const replyTemplate = z.strictObject({
  code,
  name: words,
  authority: code.nullable().default(null),
  service: code.nullable().default(null),
  outcome: word_code.nullable().default(null),
  body: words,
  is_active: z.boolean().default(true),
});

/** The texts that every city must have; a pack may add others. */
export const REQUIRED_TEXTS = ['welcome', 'privacy_short', 'privacy_full', 'means_of_appeal'] as const;

export const text = z.strictObject({ code: word_code, body: words });

/** A role that the city adds to the built-in ones. */
export const role = z.strictObject({
  code: word_code,
  name: words,
  permissions: z.array(z.enum(permissions)).min(1),
});

/** Loaded only into a demonstration. Without authority the role is held for the whole city. */
export const demoUser = z.strictObject({
  email: z.email().toLowerCase(),
  name: words,
  job_title: z.string().default(''),
  roles: z
    .array(
      z.strictObject({
        role: word_code,
        authority: code.nullable().default(null),
        unit: code.nullable().default(null),
      }),
    )
    .min(1),
});
