import { z } from 'zod';
import { reply, request } from './registry.ts';
import { bodyOfAction, petitionActions, type StaffPetitionAction } from '../petition-actions.ts';
import { channel, codeName, id, identity, instant, plainDate, visibility } from './wire.ts';

const replyText = {
  body: z.string().max(20_000),
  /** Null: a first reply, which leaves the outcome for the final one; '': not chosen yet. */
  outcome_code: z.string().nullable(),
  reasons: z.string().max(20_000).optional(),
  next_step: z.string().max(4000).optional(),
  means_of_appeal: z.string().max(4000).optional(),
  responsible_name: z.string().max(200).optional(),
  responsible_title: z.string().max(200).optional(),
};

const names = Object.keys(petitionActions) as [StaffPetitionAction, ...StaffPetitionAction[]];
/** The body of POST /petitions/:id/actions/:action is the action's own input, named `Action_<name>`. */
for (const name of names) request(`Action_${name}`, bodyOfAction(name));
export const actionName = request('PetitionActionName', z.enum(names));

/** The input of the action named in the address; shapes: `Action_<name>`. */
export const actionRequest = z.looseObject({ version: z.number().int().positive().optional() });
export const actionResult = reply(
  'ActionResult',
  z.object({
    petition_id: id,
    folio: z.string(),
    stage: z.string(),
    version: z.number().int(),
    /** Ids of what was made. */
    reply_id: id.optional(),
    reply_version: z.number().int().optional(),
    /** Which reply was sent: `first` leaves the outcome for the final one. */
    reply_kind: z.enum(['first', 'final', 'correction']).optional(),
    /** Who has it now, where somebody stands in for whoever was chosen. */
    assignee_id: id.optional(),
    message_id: id.optional(),
    assignment_id: id.optional(),
    document_number: z.string().optional(),
    /** The covered copy of a photo. */
    file_id: id.optional(),
    /** Give it to POST /petitions/undo; null where the action cannot be taken back. */
    undo: z.string().nullable(),
  }),
);

export const bulkRequest = request(
  'BulkActionRequest',
  z.object({
    /** With the version that was on the list where nothing newer may be overwritten. */
    on: z
      .array(z.object({ petition_id: id, version: z.number().int().positive().optional() }))
      .min(1)
      .max(200),
    /** The rest of the action's input, the same for all. */
    input: z.record(z.string(), z.unknown()).optional(),
  }),
);
export const bulkResult = reply(
  'BulkActionResult',
  z.object({
    results: z.array(
      z.object({
        petition_id: id,
        folio: z.string().nullable(),
        done: z.boolean(),
        error: z.object({ code: z.string(), message: z.string() }).nullable(),
      }),
    ),
    done_count: z.number().int(),
    /** Give it to POST /petitions/undo; null where the action cannot be undone. */
    undo: z.string().nullable(),
  }),
);
export const undoRequest = request('UndoRequest', z.object({ undo: z.string().max(100_000) }));

export const placeRequest = request(
  'PlaceInput',
  z.object({
    address_text: z.string().max(300).nullable().optional(),
    place_note: z.string().max(300).nullable().optional(),
    latitude: z.number().min(-90).max(90).nullable().optional(),
    longitude: z.number().min(-180).max(180).nullable().optional(),
    zone_code: z.string().max(80).nullable().optional(),
    neighbourhood: z.string().max(120).nullable().optional(),
  }),
);

/** A petition filed on behalf of a caller, a visitor or a letter. */
export const filingRequest = request(
  'FilingRequest',
  z.object({
    service_code: z.string().min(1).max(80),
    channel,
    description: z.string().max(4000),
    answers: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
    place: placeRequest.optional(),
    identity,
    contact: z
      .object({
        name: z.string().max(200).nullable().optional(),
        email: z.string().max(254).nullable().optional(),
        phone: z.string().max(40).nullable().optional(),
        document: z.string().max(40).nullable().optional(),
        address: z.string().max(300).nullable().optional(),
        kind: z.enum(['natural', 'organisation']).optional(),
      })
      .optional(),
    notify_by: z.enum(['email', 'phone', 'letter', 'whatsapp', 'none']).optional(),
    on_behalf_of: z
      .object({
        kind: z.enum(['person', 'minor', 'organisation']),
        name: z.string().max(200),
        relation: z.string().max(120).nullable().optional(),
      })
      .nullable()
      .optional(),
    privacy_version: z.number().int().positive(),
    file_ids: z.array(id).max(20).optional(),
    /** The call or visit within which it is filed. */
    interaction_id: id.nullable().optional(),
    named_unit_id: id.nullable().optional(),
    priority_group: z.string().max(60).nullable().optional(),
    /** Of what was asked aloud: that it was read back and confirmed, whether a copy was asked for, and its language. */
    spoken: z
      .object({ read_back: z.boolean(), copy_asked: z.boolean(), language: z.string().max(60).nullable() })
      .nullable()
      .optional(),
    /** When the call or letter arrived, if earlier than now. */
    received_at: instant.nullable().optional(),
  }),
);

/** On which paper: a sheet, or the roll of a ticket printer. */
export const receiptQuery = request(
  'ReceiptQuery',
  z.object({ paper: z.enum(['letter', 'thermal']).optional() }),
);
export const spokenCopyRequest = request('SpokenCopyRequest', z.object({ way: z.enum(['paper', 'email']) }));

export const filingPreviewRequest = request(
  'FilingPreviewRequest',
  z.object({
    service_code: z.string(),
    channel,
    identity: identity.optional(),
    place: placeRequest.optional(),
    received_at: instant.nullable().optional(),
    /** Looked at for words of emergency. */
    description: z.string().max(4000).optional(),
  }),
);

/** Read back before filing: who gets it and until when. */
export const filingPreview = reply(
  'FilingPreview',
  z.object({
    kind: codeName,
    authority: z.object({ id, name: z.string() }),
    unit: z.object({ id, name: z.string(), responsible_name: z.string() }),
    goes_to_triage: z.boolean(),
    routing_text: z.string(),
    zone: codeName.nullable(),
    place: z.enum(['inside', 'outside', 'on_border', 'none']),
    /** The zones to choose from when the point lies on a border. */
    on_border: z.array(codeName),
    filed_on: plainDate,
    visibility,
    due: z.array(z.object({ clock: z.string(), name: z.string(), due_on: plainDate, citation: z.string() })),
    emergency: z.object({ number: z.string(), label: z.string(), matched: z.string() }).nullable(),
  }),
);

/** What the counter reads out or prints; the key is shown this once. */
export const filedResult = reply(
  'FiledResult',
  z.object({
    petition_id: id,
    folio: z.string(),
    access_key: z.string(),
    unit_name: z.string(),
    authority_name: z.string(),
    reply_due_on: plainDate.nullable(),
    /** Opens the private view; for the QR of the receipt. */
    open_url: z.string(),
    /** Short enough for a note or an SMS. */
    short_text: z.string(),
  }),
);

export const replyPreviewRequest = request(
  'ReplyPreviewRequest',
  z.object({ ...replyText, body: z.string().max(20_000) }),
);
/** Exactly what the citizen gets, and what the law still misses. */
export const replyPreview = reply(
  'ReplyPreview',
  z.object({
    subject: z.string(),
    text: z.string(),
    html: z.string(),
    missing: z.array(z.string()),
  }),
);

export const serviceChangePreview = reply(
  'ServiceChangePreview',
  z.object({
    from: codeName,
    to: codeName,
    kind: codeName,
    clocks: z.array(
      z.object({
        clock: z.string(),
        name: z.string(),
        due_before: plainDate.nullable(),
        due_after: plainDate.nullable(),
      }),
    ),
    unit_suggested: z.object({ id, name: z.string() }).nullable(),
  }),
);
export const transferPreview = reply(
  'TransferPreview',
  z.object({
    /** The city's rule for the days, and the law that gives it. */
    policy: z.enum(['keeps_running', 'new_term_from_receipt', 'resume_days_left']),
    citation: z.string().nullable(),
    clocks: z.array(
      z.object({
        clock: z.string(),
        name: z.string(),
        due_before: plainDate.nullable(),
        due_after: plainDate.nullable(),
      }),
    ),
  }),
);
export const transferPreviewQuery = request('TransferPreviewQuery', z.object({ authority_id: id }));
export const serviceChangeQuery = request('ServiceChangeQuery', z.object({ service_id: id }));
