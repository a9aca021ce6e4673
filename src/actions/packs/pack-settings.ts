import { z } from 'zod';
import { CHANNELS, type CitySettings } from '../../core/cities/settings.ts';
import { knownLicences, type LicenceCode } from '../../core/open-data/licences.ts';
import { LANGUAGES } from '../../core/language/sentences.ts';

/** A text that says something: never empty, never only spaces. */
export const words = z.string().trim().min(1);
export const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}$/);
/** Codes of kinds, outcomes and roles are English words joined by underscores. */
export const word_code = z.string().regex(/^[a-z][a-z0-9_]{1,40}$/);
export const channel = z.enum(CHANNELS);
/** What is read aloud to a person: as long as the console takes it. */
const script = words.max(600);
export const isoDate = z.iso.date();

const retired_word = z.strictObject({ code: word_code, name: words });
const days = z.int().min(1).max(400);

/** The shape of `city.settings`; it is CitySettings of core/cities, checked at the door. */
export const citySettings = z.strictObject({
  emergency: z.strictObject({ number: words, label: words, words: z.array(words) }),
  filing_rule: z.enum(['from_receipt', 'next_opening']),
  transfer: z.strictObject({
    to_other_authority_within_business_days: days.exactOptional(),
    clock_policy: z.enum(['keeps_running', 'new_term_from_receipt', 'resume_days_left']),
    citation: words,
  }),
  completion: z.strictObject({
    ask_within_business_days: days,
    months_to_complete: z.int().min(1).max(12),
    may_ask_one_extension: z.boolean(),
    citation: words,
  }),
  closing: z.strictObject({ business_days_after_reply: days }),
  first_reply: z.strictObject({ kinds: z.array(word_code).min(1), citation: words }).exactOptional(),
  contest: z.strictObject({ business_days_to_contest: days, times: z.int().min(0).max(5) }),
  accept_returns_to: z.literal('triage'),
  priority_groups: z.array(z.strictObject({ code: word_code, name: words, citation: words.exactOptional() })),
  interaction_kinds: z.array(
    z.strictObject({
      ...{
        code: word_code,
        name: words,
        opens_kind: word_code.exactOptional(),
        script: script.exactOptional(),
      },
    }),
  ),
  wrap_ups: z
    .array(z.strictObject({ code: word_code, name: words }))
    .min(1)
    .exactOptional(),
  retired_words: z
    .strictObject({ kinds: z.array(retired_word), wrap_ups: z.array(retired_word) })
    .exactOptional(),
  interactions_end_at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .exactOptional(),
  desk_script: z.strictObject({ greeting: script, closing: script }).exactOptional(),
  channels: z.array(channel).min(1),
  photos: z.strictObject({
    at_most: z.int().min(0).max(20),
    max_bytes: z.int().min(100_000).max(50_000_000),
  }),
  map: z.strictObject({
    center: z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]),
    zoom: z.number().min(1).max(20),
    style_url: z.url().exactOptional(),
  }),
  public_contact: z.strictObject({
    phone: words.exactOptional(),
    whatsapp: words.exactOptional(),
    email: z.email().exactOptional(),
    website: z.url().exactOptional(),
    hours: words,
  }),
  document_number: z.strictObject({ label: words, pattern: words, example: words }).exactOptional(),
  second_factor_roles: z.array(word_code).min(1).exactOptional(),
  spoken_petition: z.strictObject({ citation: words }).exactOptional(),
  open_data_licence: z
    .union([
      z.enum(Object.keys(knownLicences) as [LicenceCode, ...LicenceCode[]]),
      z.url({ protocol: /^https$/ }),
    ])
    .exactOptional(),
  languages: z.array(z.enum(LANGUAGES)).min(1),
  known_gaps: z.array(words),
}) satisfies z.ZodType<CitySettings>;
