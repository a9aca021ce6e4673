import type { Channel } from '../cities/settings.ts';
import type { Identity, OutcomeClass, Stage, Visibility } from './stages.ts';

/** Who may read that an event happened. Texts are elsewhere: payloads carry ids and codes, never personal data. */
export type Audience = 'staff' | 'citizen' | 'public';

export type ClosingReason =
  'confirmed' | 'days_passed' | 'withdrawn' | 'tacit_withdrawal' | 'merged' | 'imported';

/**
 * Everything that can happen to a petition, by type. Past tense: each is a fact. How it is told is in the locales:
 * `event.<type>` to the citizen and the public, `event_staff.<type>` to staff; `eventValues` (event-sentence.ts) gives
 * their placeholders {unit} {authority} {reason} {date} {date_before} {clock} {service} {outcome} {folio} {number}
 * {document_number} {channel} {decision} {visibility} {name} {instead_of}, each of them always filled ('' where it says nothing).
 */
export interface EventPayloads {
  petition_filed: {
    kind: string;
    service_id: string;
    channel: Channel;
    visibility: Visibility;
    identity: Identity;
    authority_id: string;
    unit_id: string;
    assignment_id: string;
    received_at: string;
    filed_at: string;
    filed_on: string;
    /** `rule` where one matched, `triage` where none did. */
    routing: 'rule' | 'triage' | 'chosen';
  };
  assignment_accepted: { assignment_id: string };
  assignment_returned: { assignment_id: string; unit_id: string; next_assignment_id: string; reason: string };
  unit_changed: {
    assignment_id: string;
    unit_id: string;
    next_assignment_id: string;
    reason: string;
    days_used: number;
  };
  authority_changed: {
    assignment_id: string;
    authority_id: string;
    unit_id: string;
    next_assignment_id: string;
    reason: string;
    days_used: number;
    late: boolean;
    /** Back to the authority that had transferred it; histories from before that was kept do not have it. */
    returned?: boolean;
  };
  person_assigned: { user_id: string | null };
  /** It was given to somebody who is away: who stands in has it. */
  delegate_assigned: { user_id: string; instead_of: string };
  part_added: { assignment_id: string; unit_id: string; authority_id: string; instructions: string };
  /** With what the unit said that it did; histories from before that was kept do not have it. */
  part_finished: { assignment_id: string; message_id?: string };
  question_asked: { message_id: string; due_at: string; cause: 'incomplete' | 'clarification' };
  /** `channel`: how it came when staff wrote it down for the person; null when the person wrote it. */
  question_answered: { message_id: string; channel: Channel | null };
  question_withdrawn: { reason: string };
  term_extended: { clock: string; due_at: string; reason: string };
  note_added: { message_id: string };
  update_published: { message_id: string };
  reply_drafted: { reply_id: string };
  reply_submitted: { reply_id: string };
  reply_approved: { reply_id: string };
  reply_rejected: { reply_id: string; reason: string };
  /** A reply without an outcome: the matter is to be resolved until that day. */
  first_reply_sent: { reply_id: string; document_number: string; resolve_due_on: string | null };
  reply_sent: {
    reply_id: string;
    document_number: string;
    outcome_code: string;
    outcome_class: OutcomeClass;
    corrects_id: string | null;
    closes_on: string | null;
  };
  reply_delivered: { reply_id: string; channel: string };
  /** It was written down by mistake: on the same day, with the reason. */
  reply_delivery_undone: { reply_id: string; reason: string };
  closing_confirmed: Record<string, never>;
  /** A petition that was closed gets a new assignment at its unit; otherwise its own goes on. */
  closing_contested: { message_id: string; assignment_id: string };
  petition_withdrawn: { message_id: string | null };
  petition_closed: { reason: ClosingReason; outcome_code: string; outcome_class: OutcomeClass };
  petition_merged: { into: string; into_folio: string };
  service_changed: { service_id: string; kind: string; visibility: Visibility; reason: string };
  priority_set: { priority: number; reason: string };
  moderated: {
    decision: 'published' | 'withheld' | 'quarantined' | 'pending';
    redacted: boolean;
    /** Why, where somebody said so: a quarantine, most of all. */
    reason?: string;
  };
  visibility_changed: { visibility: Visibility; reason: string };
  calendar_changed: {
    calendar: string;
    day: string;
    name: string;
    clock: string;
    due_before: string;
    due_on: string;
  };
  supporter_joined: { supporter_id: string };
  file_added: { file_id: string };
  file_removed: { file_id: string; reason: string };
  /** Parts of a photo were covered: the new file is the copy that others may see, the first one is for staff alone. */
  file_redacted: { file_id: string; new_file_id: string };
  clock_missed: { clock: string; due_at: string };
  /** A letter came to the mail room that is about it; `entry` as the register writes it. */
  letter_added: { letter_id: string; entry: string };
  access_key_reissued: { issue: number };
}

export type EventType = keyof EventPayloads;

/** One fact, before the store gives it a sequence number and its hash. */
export type PetitionEvent = {
  [T in EventType]: { type: T; audience: Audience; payload: EventPayloads[T] };
}[EventType];

/** Builds one event; the audience says who may read that it happened. */
export function event<T extends EventType>(
  type: T,
  audience: Audience,
  payload: EventPayloads[T],
): PetitionEvent {
  return { type, audience, payload } as PetitionEvent;
}

/** What folds out of the history: exactly the columns that `store/` projects and `atiende verify` compares. */
export interface PetitionState {
  stage: Stage;
  stage_before_question: Stage | null;
  kind: string;
  service_id: string;
  visibility: Visibility;
  authority_id: string;
  authority_ids: string[];
  unit_id: string;
  assignment_id: string;
  assignee_id: string | null;
  outcome_code: string | null;
  outcome_class: OutcomeClass | null;
  priority: number;
  moderation: 'pending' | 'published' | 'withheld' | 'quarantined';
  open_question_id: string | null;
  closes_on: string | null;
  reopened_count: number;
  transferred_count: number;
  extended: boolean;
  supporters_count: number;
  merged_into: string | null;
}
