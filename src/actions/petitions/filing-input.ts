import { z } from 'zod';
import { CHANNELS } from '../../core/cities/settings.ts';

const blankToNull = (value: unknown): unknown =>
  typeof value === 'string' && value.trim() === '' ? null : value;
const text = (longest: number) =>
  z.preprocess(blankToNull, z.string().trim().max(longest).nullable().default(null));

const email = z.preprocess(
  blankToNull,
  z
    .string()
    .trim()
    .toLowerCase()
    .max(254)
    .regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 'invalid_email')
    .nullable()
    .default(null),
);

export const contactInput = z.object({
  name: text(200),
  email,
  phone: text(40),
  document: text(40),
  address: text(300),
  kind: z.enum(['natural', 'organisation']).default('natural'),
});

export const placeInput = z.object({
  address_text: text(300),
  place_note: text(300),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
  zone_code: text(80),
  neighbourhood: text(120),
});

/** What a petition is filed with, whatever the channel; Open311, the portal and the console all bring this. */
export const filingInput = z.object({
  city_id: z.uuid(),
  service_code: z.string().min(1).max(80),
  channel: z.enum(CHANNELS),
  description: z.string().trim().min(1, 'required').max(4000),
  answers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).default({}),
  place: placeInput.prefault({}),
  identity: z.enum(['named', 'anonymous', 'reserved']),
  contact: contactInput.prefault({}),
  notify_by: z.enum(['email', 'phone', 'letter', 'whatsapp', 'none']).default('none'),
  on_behalf_of: z
    .object({
      kind: z.enum(['person', 'minor', 'organisation']),
      name: z.string().trim().min(1, 'required').max(200),
      relation: text(120),
    })
    .nullable()
    .default(null),
  /** Version of the privacy notice that was shown. */
  privacy_version: z.number().int().positive(),
  /** Files of the draft become files of the petition. */
  draft_id: z.uuid().nullable().default(null),
  /** Ids of files stored for this filing (letter scans, Open311 media). */
  file_ids: z.array(z.uuid()).max(20).default([]),
  named_unit_id: z.uuid().nullable().default(null),
  priority_group: text(60),
  /** The call or visit, of a member of staff, within which it is filed: one contact and not two. */
  interaction_id: z.uuid().nullable().default(null),
  /** Of what was asked aloud and taken down: that it was read back, whether a copy was asked for, and in which language. */
  spoken: z
    .object({ read_back: z.boolean(), copy_asked: z.boolean(), language: text(60) })
    .nullable()
    .default(null),
  /** A letter or a call that arrived earlier than it is typed in; never later than now. */
  received_at: z.iso.datetime().nullable().default(null),
});
export type FilingInput = z.output<typeof filingInput>;
