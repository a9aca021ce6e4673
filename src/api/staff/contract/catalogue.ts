import { z } from 'zod';
import { QUESTION_TYPES } from '../../../core/petitions/questions.ts';
import { both, reply } from './registry.ts';
import { channel, codeName, id, outcomeClass, visibility } from './wire.ts';

export const question = both(
  'Question',
  z.object({
    code: z.string().regex(/^[a-z0-9_-]{1,60}$/),
    label: z.string().min(1).max(300),
    help: z.string().max(600).optional(),
    type: z.enum(QUESTION_TYPES),
    required: z.boolean(),
    options: z.array(z.object({ code: z.string(), label: z.string() })).optional(),
    at_least: z.number().optional(),
    at_most: z.number().optional(),
    only_if: z.object({ question: z.string(), is: z.array(z.string()) }).optional(),
    is_private: z.boolean().optional(),
  }),
);

/** Everything a form of the console offers; changes only with `version`. */
export const catalogue = reply(
  'Catalogue',
  z.object({
    version: z.number().int(),
    kinds: z.array(
      codeName.extend({
        description: z.string(),
        legal_basis: z.string().nullable(),
        default_visibility: visibility,
        allows_anonymous: z.boolean(),
        is_active: z.boolean(),
      }),
    ),
    groups: z.array(codeName.extend({ icon: z.string() })),
    services: z.array(
      codeName.extend({
        id,
        group_code: z.string().nullable(),
        description: z.string(),
        kind_code: z.string(),
        keywords: z.array(z.string()),
        questions: z.array(question),
        location: z.enum(['required', 'optional', 'none']),
        visibility: visibility.nullable(),
        notice: z.string().nullable(),
        is_active: z.boolean(),
      }),
    ),
    authorities: z.array(
      codeName.extend({
        id,
        short_name: z.string(),
        level: z.string(),
        time_zone: z.string(),
        triage_unit_id: id.nullable(),
      }),
    ),
    units: z.array(
      codeName.extend({
        id,
        authority_id: id,
        parent_id: id.nullable(),
        responsible_name: z.string(),
        responsible_title: z.string(),
        is_triage: z.boolean(),
        reply_needs_approval: z.boolean(),
        is_active: z.boolean(),
      }),
    ),
    zones: z.array(
      codeName.extend({
        level: z.string(),
        parent_code: z.string().nullable(),
        authority_id: id.nullable(),
        is_approximate: z.boolean(),
      }),
    ),
    outcomes: z.array(codeName.extend({ class: outcomeClass, is_active: z.boolean() })),
    templates: z.array(
      codeName.extend({
        id,
        authority_id: id.nullable(),
        service_code: z.string().nullable(),
        outcome_code: z.string().nullable(),
        body: z.string(),
      }),
    ),
    /** Colleagues to whom a petition can be assigned, with the units they work for. */
    colleagues: z.array(z.object({ id, name: z.string(), unit_ids: z.array(id), is_away: z.boolean() })),
    channels: z.array(z.object({ code: channel, name: z.string() })),
    priority_groups: z.array(codeName),
    emergency: z.object({ number: z.string(), label: z.string() }),
    document_number: z.object({ label: z.string(), example: z.string() }).nullable(),
    photos: z.object({ at_most: z.number().int(), max_bytes: z.number().int() }),
    map: z.object({
      center: z.array(z.number()),
      zoom: z.number(),
      style_url: z.string().nullable(),
      /** GeoJSON of the zones. */
      zones_url: z.string(),
    }),
    privacy: z.object({ version: z.number().int(), body: z.string() }).nullable(),
    means_of_appeal: z.string(),
  }),
);
