import { z } from 'zod';
import { reply, request } from './registry.ts';
import { audience, codeName, id, instant, namedRef, outcomeClass, plainDate } from './wire.ts';

const authorKind = z.enum(['citizen', 'staff', 'system', 'api']);
export const author = reply(
  'Author',
  z.object({ kind: authorKind, user: namedRef.nullable(), authority: namedRef.nullable() }),
);

export const fileInfo = reply(
  'FileInfo',
  z.object({
    id,
    display_name: z.string(),
    media_type: z.string(),
    bytes: z.number().int(),
    width: z.number().int().nullable(),
    height: z.number().int().nullable(),
    alt_text: z.string().nullable(),
    audience,
    uploaded_by: author,
    at: instant,
    message_id: id.nullable(),
    reply_id: id.nullable(),
    /** Under this API, with the same cookie. */
    url: z.string(),
  }),
);

export const message = reply(
  'Message',
  z.object({
    id,
    kind: z.enum(['note', 'question', 'answer', 'update', 'withdrawal', 'contest', 'confirmation']),
    audience,
    body: z.string(),
    author,
    at: instant,
    answers_id: id.nullable(),
  }),
);

export const formalReply = reply(
  'FormalReply',
  z.object({
    id,
    state: z.enum(['draft', 'to_approve', 'sent', 'discarded']),
    version: z.number().int(),
    document_number: z.string().nullable(),
    /** Null: a first reply, which leaves the outcome for the final one. */
    outcome: codeName.extend({ class: outcomeClass }).nullable(),
    body: z.string(),
    reasons: z.string(),
    next_step: z.string(),
    means_of_appeal: z.string(),
    responsible_name: z.string(),
    responsible_title: z.string(),
    unit: namedRef,
    drafted_by: namedRef.nullable(),
    drafted_at: instant,
    approved_by: namedRef.nullable(),
    sent_at: instant.nullable(),
    corrects_id: id.nullable(),
    /** Who signed the letter electronically, name and office, and when; null: it is not signed. */
    signed: z.object({ by: z.string(), at: instant }).nullable(),
    pdf_url: z.string(),
  }),
);

/** One line of the timeline. `text` is the sentence; what it points at comes with it. */
export const timelineEntry = reply(
  'TimelineEntry',
  z.object({
    id,
    at: instant,
    type: z.string(),
    group: z.enum(['history', 'message', 'reply', 'file', 'clock', 'delivery']),
    audience,
    text: z.string(),
    author,
    message: message.nullable(),
    reply_id: id.nullable(),
    file_id: id.nullable(),
    outbox_id: id.nullable(),
  }),
);

const clockName = z.string();
/** The strip of one clock: its state and its ledger, each line with its sentence. */
export const clockStrip = reply(
  'ClockStrip',
  z.object({
    clock: clockName,
    name: z.string(),
    status: z.enum(['running', 'paused', 'missed', 'met', 'missed_then_met', 'stopped']),
    is_overdue: z.boolean(),
    started_on: plainDate,
    due_on: plainDate.nullable(),
    due_at: instant.nullable(),
    length: z.number().int(),
    unit: z.enum(['business_days', 'calendar_days', 'months', 'hours']),
    days_used: z.number().int(),
    days_left: z.number().int().nullable(),
    extended_by: z.number().int(),
    citation: z.string(),
    met_at: instant.nullable(),
    entries: z.array(
      z.object({
        type: z.string(),
        at: instant,
        on: plainDate,
        text: z.string(),
        reason: z.string().nullable(),
        due_on: plainDate.nullable(),
      }),
    ),
    /** Whose days were used: one stretch per authority. */
    spans: z.array(
      z.object({
        kind: z.enum(['running', 'paused', 'idle']),
        authority_code: z.string().nullable(),
        from: plainDate,
        to: plainDate.nullable(),
        used: z.number().int().nullable(),
      }),
    ),
  }),
);

/** «¿Por qué esta fecha?»: every day from filing to due date. */
export const clockExplanation = reply(
  'ClockExplanation',
  z.object({
    clock: clockName,
    citation: z.string(),
    due_on: plainDate.nullable(),
    due_at: instant.nullable(),
    days: z.array(
      z.object({
        on: plainDate,
        weekday: z.number().int(),
        counted: z.boolean(),
        number: z.number().int().nullable(),
        why: z.string(),
        text: z.string(),
        name: z.string().nullable(),
        source: z.string().nullable(),
        authority: z.string().nullable(),
      }),
    ),
  }),
);

export const assignmentInfo = reply(
  'AssignmentInfo',
  z.object({
    id,
    part: z.enum(['answering', 'contributing']),
    state: z.enum(['to_accept', 'accepted', 'returned', 'transferred', 'finished']),
    authority: namedRef,
    unit: namedRef,
    assigned_by: namedRef.nullable(),
    assigned_at: instant,
    accept_due_at: instant.nullable(),
    accepted_at: instant.nullable(),
    ended_at: instant.nullable(),
    reason: z.string().nullable(),
    instructions: z.string().nullable(),
    days_used: z.number().int().nullable(),
  }),
);

/** Contact data as this person may see it; `masked` shows `R••• G•••` and dots. `hidden`: nobody asked to see it yet. */
export const contactInfo = reply(
  'ContactInfo',
  z.object({
    part: z.enum(['petitioner', 'on_behalf_of']),
    masked: z.boolean(),
    why_masked: z.enum(['no_permission', 'reserved_identity', 'hidden', 'erased']).nullable(),
    person_id: id.nullable(),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    document: z.string().nullable(),
    address: z.string().nullable(),
    relation: z.string().nullable(),
    notify_by: z.string().nullable(),
  }),
);

/** A small card of another petition: nearby, similar, of the same person. */
export const petitionCard = reply(
  'PetitionCard',
  z.object({
    id,
    folio: z.string(),
    service: z.string(),
    stage: z.string(),
    summary: z.string(),
    address_text: z.string().nullable(),
    received_at: instant,
    due_on: plainDate.nullable(),
    distance_m: z.number().int().nullable(),
    /** 0 to 1, for words in common. */
    likeness: z.number().nullable(),
  }),
);

export const permittedAction = reply(
  'PermittedAction',
  z.object({
    action: z.string(),
    allowed: z.boolean(),
    /** Why not: code and a sentence to show beside the disabled button. */
    reason: z.object({ code: z.string(), message: z.string() }).nullable(),
    requires: z.array(z.string()),
    notice: z.string().nullable(),
  }),
);

export const presenceInfo = reply(
  'PresenceInfo',
  z.object({ user: namedRef, doing: z.enum(['reading', 'replying', 'editing']), seen_at: instant }),
);
export const presenceList = reply('PresenceList', z.object({ items: z.array(presenceInfo) }));
export const presenceRequest = request(
  'PresenceRequest',
  z.object({ doing: z.enum(['reading', 'replying', 'editing']) }),
);

/** What core's `mayDo` needs, so that the console asks the same rule between two answers of the server. */
export const situation = reply(
  'Situation',
  z.object({
    stage: z.string(),
    outcome_class: z.string().nullable(),
    merged: z.boolean(),
    reopened_count: z.number().int(),
    contest_times: z.number().int(),
    contest_until: plainDate.nullable(),
    today: plainDate,
    reply_needs_approval: z.boolean(),
    open_parts: z.number().int(),
    outcome_may_wait: z.boolean(),
    extended: z.boolean(),
  }),
);

export const answerShown = reply(
  'AnswerShown',
  z.object({ question: z.string(), label: z.string(), text: z.string(), is_private: z.boolean() }),
);
