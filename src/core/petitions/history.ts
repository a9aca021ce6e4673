import type { EventPayloads, EventType, PetitionEvent, PetitionState } from './events.ts';

type Change = Partial<PetitionState>;
type Fold = { [T in EventType]: (state: PetitionState, payload: EventPayloads[T]) => Change };

const nothing = (): Change => ({});

const backToWork = (state: PetitionState): Change => ({
  stage: state.stage_before_question ?? 'in_work',
  stage_before_question: null,
  open_question_id: null,
});

/** How each fact changes the state. A new event type does not compile until it is placed here. */
const fold: Fold = {
  petition_filed: nothing,
  assignment_accepted: () => ({ stage: 'in_work' }),
  assignment_returned: (_, p) => ({
    stage: 'assigned',
    unit_id: p.unit_id,
    assignment_id: p.next_assignment_id,
    assignee_id: null,
  }),
  unit_changed: (_, p) => ({
    stage: 'assigned',
    unit_id: p.unit_id,
    assignment_id: p.next_assignment_id,
    assignee_id: null,
  }),
  authority_changed: (state, p) => ({
    stage: 'assigned',
    authority_id: p.authority_id,
    authority_ids: withAuthority(state, p.authority_id),
    unit_id: p.unit_id,
    assignment_id: p.next_assignment_id,
    assignee_id: null,
    transferred_count: state.transferred_count + 1,
  }),
  person_assigned: (_, p) => ({ assignee_id: p.user_id }),
  delegate_assigned: (_, p) => ({ assignee_id: p.user_id }),
  part_added: (state, p) => ({ authority_ids: withAuthority(state, p.authority_id) }),
  part_finished: nothing,
  question_asked: (state, p) => ({
    stage: 'waiting_citizen',
    stage_before_question: state.stage,
    open_question_id: p.message_id,
  }),
  question_answered: backToWork,
  question_withdrawn: backToWork,
  term_extended: () => ({ extended: true }),
  note_added: nothing,
  update_published: nothing,
  reply_drafted: nothing,
  reply_submitted: nothing,
  reply_approved: nothing,
  reply_rejected: nothing,
  first_reply_sent: nothing,
  reply_sent: (state, p) => ({
    stage: state.stage === 'closed' ? 'closed' : 'replied',
    outcome_code: p.outcome_code,
    outcome_class: p.outcome_class,
    closes_on: p.closes_on,
    open_question_id: null,
    stage_before_question: null,
  }),
  reply_delivered: nothing,
  reply_delivery_undone: nothing,
  closing_confirmed: nothing,
  closing_contested: (state, p) => ({
    stage: 'in_work',
    assignment_id: p.assignment_id,
    outcome_code: null,
    outcome_class: null,
    closes_on: null,
    reopened_count: state.reopened_count + 1,
  }),
  petition_withdrawn: nothing,
  petition_closed: (_, p) => ({
    stage: 'closed',
    outcome_code: p.outcome_code,
    outcome_class: p.outcome_class,
    open_question_id: null,
    stage_before_question: null,
    closes_on: null,
  }),
  petition_merged: (_, p) => ({ merged_into: p.into }),
  service_changed: (_, p) => ({ service_id: p.service_id, kind: p.kind, visibility: p.visibility }),
  priority_set: (_, p) => ({ priority: p.priority }),
  moderated: (_, p) => ({ moderation: p.decision }),
  visibility_changed: (_, p) => ({ visibility: p.visibility }),
  calendar_changed: nothing,
  supporter_joined: (state) => ({ supporters_count: state.supporters_count + 1 }),
  file_added: nothing,
  file_removed: nothing,
  file_redacted: nothing,
  clock_missed: nothing,
  letter_added: nothing,
  access_key_reissued: nothing,
};

function withAuthority(state: PetitionState, authority_id: string): string[] {
  return state.authority_ids.includes(authority_id)
    ? state.authority_ids
    : [...state.authority_ids, authority_id];
}

/** The state after one more fact. */
export function applyEvent(state: PetitionState, event: PetitionEvent): PetitionState {
  const change = fold[event.type] as (state: PetitionState, payload: unknown) => Change;
  return { ...state, ...change(state, event.payload) };
}

/** The state at filing. */
export function stateAtFiling(filed: EventPayloads['petition_filed']): PetitionState {
  return {
    stage: filed.routing === 'triage' ? 'received' : 'assigned',
    stage_before_question: null,
    kind: filed.kind,
    service_id: filed.service_id,
    visibility: filed.visibility,
    authority_id: filed.authority_id,
    authority_ids: [filed.authority_id],
    unit_id: filed.unit_id,
    assignment_id: filed.assignment_id,
    assignee_id: null,
    outcome_code: null,
    outcome_class: null,
    priority: 0,
    moderation: 'pending',
    open_question_id: null,
    closes_on: null,
    reopened_count: 0,
    transferred_count: 0,
    extended: false,
    supporters_count: 0,
    merged_into: null,
  };
}

/**
 * Folds a whole history; the first event must be `petition_filed`.
 * @throws when the history is empty or starts otherwise: such a row is damaged
 */
export function foldHistory(events: readonly PetitionEvent[]): PetitionState {
  const first = events[0];
  if (!first || first.type !== 'petition_filed') throw new Error('A history starts with petition_filed');
  return events.slice(1).reduce(applyEvent, stateAtFiling(first.payload));
}
