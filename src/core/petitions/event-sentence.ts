import type { EventPayloads, PetitionEvent } from './events.ts';

/** How the ids and codes of an event are called where it is told; each gives '' for what it does not know. */
export interface EventNames {
  readonly unit: (id: string) => string;
  readonly authority: (id: string) => string;
  readonly service: (id: string) => string;
  readonly user: (id: string) => string;
  readonly outcome: (code: string) => string;
  /** A code of `clock.*`, `channel.*`, `closing_reason.*`, `moderation.*`, `visibility.*`, `moved.*`. */
  readonly code: (
    prefix: 'clock' | 'channel' | 'closing_reason' | 'moderation' | 'visibility' | 'moved',
    code: string,
  ) => string;
  /** A plain date or an instant, as people read a date. */
  readonly date: (date: string) => string;
}

export interface EventValues {
  readonly [placeholder: string]: string;
}

type Telling = Partial<
  Record<
    | 'unit'
    | 'authority'
    | 'reason'
    | 'date'
    | 'date_before'
    | 'clock'
    | 'service'
    | 'outcome'
    | 'folio'
    | 'number'
    | 'document_number'
    | 'channel'
    | 'decision'
    | 'visibility'
    | 'name'
    | 'instead_of'
    | 'moved',
    string
  >
>;
type Tellers = { [T in keyof EventPayloads]?: (payload: EventPayloads[T], names: EventNames) => Telling };

const moved = (payload: EventPayloads['unit_changed'], names: EventNames): Telling => ({
  unit: names.unit(payload.unit_id),
  reason: payload.reason,
  number: String(payload.days_used),
});

const tellers: Tellers = {
  petition_filed: (p, n) => ({
    unit: n.unit(p.unit_id),
    authority: n.authority(p.authority_id),
    channel: n.code('channel', p.channel),
    date: n.date(p.filed_on),
  }),
  assignment_returned: (p, n) => ({ unit: n.unit(p.unit_id), reason: p.reason }),
  unit_changed: moved,
  authority_changed: (p, n) => ({
    ...moved(p, n),
    authority: n.authority(p.authority_id),
    moved: n.code('moved', p.returned === true ? 'returned' : 'transferred'),
  }),
  person_assigned: (p, n) => ({ name: p.user_id === null ? '' : n.user(p.user_id) }),
  delegate_assigned: (p, n) => ({ name: n.user(p.user_id), instead_of: n.user(p.instead_of) }),
  part_added: (p, n) => ({
    unit: n.unit(p.unit_id),
    authority: n.authority(p.authority_id),
    reason: p.instructions,
  }),
  question_asked: (p, n) => ({ date: n.date(p.due_at) }),
  question_answered: (p, n) => ({ channel: p.channel === null ? '' : n.code('channel', p.channel) }),
  question_withdrawn: (p) => ({ reason: p.reason }),
  term_extended: (p, n) => ({ clock: n.code('clock', p.clock), date: n.date(p.due_at), reason: p.reason }),
  reply_rejected: (p) => ({ reason: p.reason }),
  first_reply_sent: (p, n) => ({
    document_number: p.document_number,
    date: p.resolve_due_on === null ? '' : n.date(p.resolve_due_on),
  }),
  reply_sent: (p, n) => ({
    document_number: p.document_number,
    outcome: n.outcome(p.outcome_code),
    date: p.closes_on === null ? '' : n.date(p.closes_on),
  }),
  reply_delivered: (p, n) => ({ channel: n.code('channel', p.channel) }),
  reply_delivery_undone: (p) => ({ reason: p.reason }),
  petition_closed: (p, n) => ({
    reason: n.code('closing_reason', p.reason),
    outcome: n.outcome(p.outcome_code),
  }),
  petition_merged: (p) => ({ folio: p.into_folio }),
  service_changed: (p, n) => ({ service: n.service(p.service_id), reason: p.reason }),
  priority_set: (p) => ({ number: String(p.priority), reason: p.reason }),
  moderated: (p, n) => ({ decision: n.code('moderation', p.decision), reason: p.reason ?? '' }),
  visibility_changed: (p, n) => ({ visibility: n.code('visibility', p.visibility), reason: p.reason }),
  calendar_changed: (p, n) => ({
    ...{ name: p.name, reason: n.date(p.day), clock: n.code('clock', p.clock) },
    ...{ date: n.date(p.due_on), date_before: n.date(p.due_before) },
  }),
  file_removed: (p) => ({ reason: p.reason }),
  letter_added: (p) => ({ document_number: p.entry }),
  clock_missed: (p, n) => ({ clock: n.code('clock', p.clock), date: n.date(p.due_at) }),
};

const nothing: Required<Telling> = {
  ...{ unit: '', authority: '', reason: '', date: '', date_before: '', clock: '', service: '' },
  ...{ outcome: '', folio: '', number: '', document_number: '', channel: '', decision: '', visibility: '' },
  ...{ name: '', instead_of: '', moved: '' },
};

/** What fills the placeholders of `event.<type>` and `event_staff.<type>`; every placeholder is there. */
export function eventValues(event: PetitionEvent, names: EventNames): EventValues {
  const tell = tellers[event.type] as ((payload: unknown, names: EventNames) => Telling) | undefined;
  return { ...nothing, ...tell?.(event.payload, names) };
}
