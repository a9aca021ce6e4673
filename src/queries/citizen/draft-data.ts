import { z } from 'zod';

const text = (longest: number) => z.string().max(longest).default('');

/** What a person has answered so far; everything may still be missing. Stored encrypted, never in the clear. */
export const draftData = z.object({
  service_code: z.string().max(80).nullable().default(null),
  description: text(4000),
  /** The text whose emergency warning was read and passed. */
  emergency_passed: text(4000),
  place: z
    .object({
      address_text: text(300),
      place_note: text(300),
      latitude: z.number().min(-90).max(90).nullable().default(null),
      longitude: z.number().min(-180).max(180).nullable().default(null),
      zone_code: text(80),
      neighbourhood: text(120),
      nowhere: z.boolean().default(false),
    })
    .prefault({}),
  answers: z
    .record(z.string(), z.union([z.string().max(4000), z.array(z.string().max(200)).max(50)]))
    .default({}),
  /** The office that a complaint is about. */
  named_unit_id: z.string().max(40).nullable().default(null),
  identity: z.enum(['named', 'anonymous', 'reserved']).nullable().default(null),
  behalf: z.enum(['me', 'person', 'minor', 'organisation']).default('me'),
  behalf_name: text(200),
  behalf_relation: text(120),
  name: text(200),
  email: text(254),
  phone: text(40),
  document: text(40),
  notify_by: z.enum(['email', 'phone', 'none']).nullable().default(null),
  priority_group: text(60),
  /** Steps that were answered, so that a half-done draft resumes where it was left. */
  done: z.array(z.string().max(20)).max(20).default([]),
});

export type DraftData = z.output<typeof draftData>;
export const emptyDraft: DraftData = draftData.parse({});
