import { z } from 'zod';
import { channel, code, isoDate, words } from './pack-settings.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const weekday = z.int().min(1).max(7);

/** An administrative unit; `parent` is the code of another unit of the same authority. */
export const unit = z.strictObject({
  code,
  name: words,
  parent: code.nullable().default(null),
  responsible_name: words,
  responsible_title: words,
  email: z.email().nullable().default(null),
  phone: words.nullable().default(null),
  address: words.nullable().default(null),
  reply_needs_approval: z.boolean().default(false),
  is_active: z.boolean().default(true),
});

/** One stretch of opening, 1 = Monday … 7 = Sunday; a channel without stretches has no hours at hand. */
export const openingHours = z.strictObject({ channel, weekday, opens: time, closes: time });

/** A telephone, a WhatsApp number, a desk, a site: what the portal shows with its hours. */
export const channelAddress = z.strictObject({ channel, label: words, value: words });

const colour = z.string().regex(/^#[0-9a-f]{6}$/);

/** What overrides the portal's own look; every colour is checked for contrast where it is used. */
export const branding = z.strictObject({
  accent: colour.exactOptional(),
  accent_dark: colour.exactOptional(),
  seal_letters: z.string().trim().min(1).max(3).exactOptional(),
  motto: words.exactOptional(),
});

export const authorityContact = z.strictObject({
  address: words.exactOptional(),
  phone: words.exactOptional(),
  email: z.email().exactOptional(),
  website: z.url().exactOptional(),
});

/** A legal body with its folio series, calendar, units and doors. `triage_unit` is one of its units. */
export const authority = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/),
  folio_code: z.string().regex(/^[A-Z0-9]{2,6}$/),
  name: words,
  short_name: words,
  level: z.enum(['city', 'borough', 'agency']),
  calendar: code,
  time_zone: words.nullable().default(null),
  triage_unit: code,
  contact: authorityContact.default({}),
  branding: branding.default({}),
  units: z.array(unit).min(1),
  opening_hours: z.array(openingHours).default([]),
  channel_addresses: z.array(channelAddress).default([]),
  is_active: z.boolean().default(true),
});

/** A date that differs from the weekly pattern, with the act that says so. */
export const calendarDay = z.strictObject({
  day: isoDate,
  kind: z.enum(['holiday', 'closure', 'suspension', 'working_day']),
  name: words,
  source: words,
  reason: words.nullable().default(null),
});

/** An authority's calendar: the country's list, and what the pack says above it. */
export const calendar = z.strictObject({
  code,
  name: words,
  country_calendar: z.string().regex(/^[A-Z]{2}$/),
  time_zone: words,
  business_weekdays: z.array(weekday).min(1).default([1, 2, 3, 4, 5]),
  covers_from: isoDate,
  covers_until: isoDate,
  days: z.array(calendarDay).default([]),
});

/** A statutory day taken from the country's list; the reader of a pack fills them in, no pack writes them. */
export const countryDay = z.strictObject({
  day: isoDate,
  kind: z.enum(['holiday', 'closure', 'suspension', 'working_day']),
  name: words,
  source: words,
});
