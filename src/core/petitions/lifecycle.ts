import type { Permission } from '../access/permissions.ts';
import { accepted, refused, type Decision } from '../decision.ts';
import type { Stage } from './stages.ts';

/** What an action does to a clock; the meaning of each is in core/deadlines/clock.ts. */
export type ClockEffect = 'start' | 'pause' | 'resume' | 'extend' | 'transfer' | 'meet' | 'stop' | 'restart';

export type NoticeTemplate =
  | 'petition_filed'
  | 'petition_accepted'
  | 'authority_changed'
  | 'question_asked'
  | 'question_answered'
  | 'term_extended'
  | 'update_published'
  | 'first_reply_sent'
  | 'first_reply_sent_supporter'
  | 'reply_sent'
  | 'reply_sent_supporter'
  | 'reply_corrected'
  | 'petition_closed'
  | 'petition_closed_supporter'
  | 'closing_contested'
  | 'petition_withdrawn'
  | 'petition_merged'
  | 'supporter_joined'
  | 'spoken_copy'
  | 'access_key_reissued';

/** Shared by server and console: from which stages, who, with what permission, and what follows. */
export interface ActionRule {
  readonly from: readonly Stage[];
  readonly by: 'staff' | 'citizen' | 'system';
  readonly permission: Permission | null;
  readonly requires: readonly string[];
  readonly clocks: Readonly<Partial<Record<'accept' | 'reply' | 'resolve' | 'completion', ClockEffect>>>;
  readonly notice: NoticeTemplate | null;
}

const open: readonly Stage[] = ['received', 'assigned', 'in_work', 'waiting_citizen', 'replied'];
const atWork: readonly Stage[] = ['received', 'assigned', 'in_work'];
const any: readonly Stage[] = [...open, 'closed'];

function staff(
  permission: Permission,
  from: readonly Stage[],
  rest: Partial<Pick<ActionRule, 'requires' | 'clocks' | 'notice'>> = {},
): ActionRule {
  return { from, by: 'staff', permission, requires: [], clocks: {}, notice: null, ...rest };
}

function citizen(
  from: readonly Stage[],
  rest: Partial<Pick<ActionRule, 'requires' | 'clocks' | 'notice'>> = {},
): ActionRule {
  return { from, by: 'citizen', permission: null, requires: [], clocks: {}, notice: null, ...rest };
}

function system(
  from: readonly Stage[],
  rest: Partial<Pick<ActionRule, 'clocks' | 'notice'>> = {},
): ActionRule {
  return { from, by: 'system', permission: null, requires: [], clocks: {}, notice: null, ...rest };
}

export const lifecycle = {
  accept: staff('petition.accept', ['received', 'assigned'], {
    clocks: { accept: 'meet' },
    notice: 'petition_accepted',
  }),
  return: staff('petition.accept', ['assigned'], { requires: ['reason'], clocks: { accept: 'restart' } }),
  assign_person: staff('petition.assign_person', open),
  take: staff('petition.accept', open),
  transfer_unit: staff('petition.transfer_unit', atWork, {
    requires: ['unit_id', 'reason'],
    clocks: { accept: 'restart' },
  }),
  transfer_authority: staff('petition.transfer_authority', atWork, {
    requires: ['authority_id', 'reason'],
    clocks: { accept: 'restart', reply: 'transfer', resolve: 'transfer' },
    notice: 'authority_changed',
  }),
  ask: staff('petition.ask', ['in_work'], {
    requires: ['body'],
    clocks: { reply: 'pause', resolve: 'pause', completion: 'start' },
    notice: 'question_asked',
  }),
  withdraw_question: staff('petition.ask', ['waiting_citizen'], {
    requires: ['reason'],
    clocks: { reply: 'resume', resolve: 'resume', completion: 'stop' },
  }),
  tacit_withdrawal: staff('petition.reply', ['waiting_citizen'], {
    requires: ['reasons', 'means_of_appeal'],
    clocks: { reply: 'stop', resolve: 'stop', completion: 'stop' },
    notice: 'petition_closed',
  }),
  extend: staff('petition.extend', atWork, {
    requires: ['clock', 'extra', 'reason'],
    notice: 'term_extended',
  }),
  note: staff('petition.note', any, { requires: ['body'] }),
  publish_update: staff('petition.update', open, { requires: ['body'], notice: 'update_published' }),
  draft_reply: staff('petition.reply', ['in_work', 'replied', 'closed'], {
    requires: ['body', 'means_of_appeal'],
  }),
  submit_reply: staff('petition.reply', ['in_work', 'replied', 'closed'], { requires: ['reply_id'] }),
  approve_reply: staff('petition.approve_reply', ['in_work', 'replied', 'closed'], {
    requires: ['reply_id'],
  }),
  reject_reply: staff('petition.approve_reply', ['in_work', 'replied', 'closed'], {
    requires: ['reply_id', 'reason'],
  }),
  // A first reply carries no outcome: it says what will be done, when and how to follow it, and the work goes on.
  send_first_reply: staff('petition.reply', ['in_work'], {
    requires: ['body', 'responsible_name', 'unit_id', 'next_step', 'means_of_appeal'],
    clocks: { reply: 'meet' },
    notice: 'first_reply_sent',
  }),
  // The final reply carries an outcome: what the city owed is done, unless the person contests it.
  send_reply: staff('petition.reply', ['in_work'], {
    requires: ['body', 'outcome_code', 'responsible_name', 'unit_id', 'next_step', 'means_of_appeal'],
    clocks: { reply: 'meet', resolve: 'meet' },
    notice: 'reply_sent',
  }),
  correct_reply: staff('petition.reply', ['replied', 'closed'], {
    requires: ['body', 'outcome_code', 'means_of_appeal'],
    notice: 'reply_corrected',
  }),
  merge: staff('petition.merge', atWork, {
    requires: ['into', 'reason'],
    clocks: { accept: 'stop', reply: 'stop', resolve: 'stop' },
    notice: 'petition_merged',
  }),
  add_part: staff('petition.split', ['in_work'], { requires: ['unit_id', 'instructions'] }),
  finish_part: staff('petition.accept', ['in_work', 'waiting_citizen', 'replied'], { requires: ['body'] }),
  change_service: staff('petition.reclassify', atWork, {
    requires: ['service_id', 'reason'],
    clocks: { reply: 'restart', resolve: 'restart' },
  }),
  set_priority: staff('petition.prioritise', open, { requires: ['priority', 'reason'] }),
  set_visibility: staff('petition.reclassify', any, { requires: ['visibility', 'reason'] }),
  moderate: staff('petition.moderate', any, { requires: ['decision'] }),
  redact_photo: staff('petition.moderate', any, { requires: ['file_id', 'areas'] }),
  remove_file: staff('petition.moderate', any, { requires: ['file_id', 'reason'] }),
  answer_for_citizen: staff('petition.file_for_other', ['waiting_citizen'], {
    requires: ['body', 'channel'],
    clocks: { reply: 'resume', resolve: 'resume', completion: 'meet' },
    notice: 'question_answered',
  }),
  reissue_key: staff('petition.file_for_other', any, { notice: 'access_key_reissued' }),
  answer_question: citizen(['waiting_citizen'], {
    requires: ['body'],
    clocks: { reply: 'resume', resolve: 'resume', completion: 'meet' },
    notice: 'question_answered',
  }),
  add_file: citizen(open),
  withdraw: citizen(['received', 'assigned', 'in_work', 'waiting_citizen'], {
    clocks: { accept: 'stop', reply: 'stop', resolve: 'stop', completion: 'stop' },
    notice: 'petition_withdrawn',
  }),
  confirm: citizen(['replied'], { clocks: { resolve: 'meet' }, notice: 'petition_closed' }),
  contest: citizen(['replied', 'closed'], {
    requires: ['body'],
    clocks: { reply: 'restart', resolve: 'restart' },
    notice: 'closing_contested',
  }),
  // Asked how it went, the person says that it was not solved: the survey's own days are its term, not those to contest.
  reopen: citizen(['closed'], {
    requires: ['body'],
    clocks: { reply: 'restart', resolve: 'restart' },
    notice: 'closing_contested',
  }),
  join: citizen(['received', 'assigned', 'in_work', 'waiting_citizen'], { notice: 'supporter_joined' }),
  close_after_days: system(['replied'], { clocks: { resolve: 'meet' }, notice: 'petition_closed' }),
  mark_missed: system(open),
  recompute: system(open),
} as const satisfies Record<string, ActionRule>;

export type PetitionAction = keyof typeof lifecycle;

/** What a rule needs to know of a petition to say yes or no; server and console both have it at hand. */
export interface Situation {
  readonly stage: Stage;
  readonly outcome_class: string | null;
  readonly merged: boolean;
  readonly reopened_count: number;
  readonly contest_times: number;
  readonly contest_until: string | null;
  readonly today: string;
  readonly reply_needs_approval: boolean;
  readonly open_parts: number;
  /** The law of this kind lets the outcome come after a first reply, and a clock of its own runs for it. */
  readonly outcome_may_wait: boolean;
  /** It was extended and none of its clocks may be again. */
  readonly extended: boolean;
}

export type LifecycleRefusal =
  | 'action_not_from_this_stage'
  | 'petition_is_closed'
  | 'petition_is_merged'
  | 'not_accepted_yet'
  | 'citizen_was_asked'
  | 'already_replied'
  | 'contest_used_up'
  | 'contest_too_late'
  | 'withdrawn_cannot_be_contested'
  | 'extended_already'
  | 'parts_still_open'
  | 'outcome_required';

/** Whether the action is possible now. Permission is asked apart, because it depends on the place. */
export function mayDo(action: PetitionAction, now: Situation): Decision<PetitionAction, LifecycleRefusal> {
  const rule: ActionRule = lifecycle[action];
  if (now.merged && action !== 'note' && action !== 'reissue_key') return refused('petition_is_merged');
  if (!rule.from.includes(now.stage)) return refused(whyNotFrom(now.stage, rule));
  if (action === 'contest') return mayContest(now);
  if (action === 'reopen') return mayReopen(now);
  if (action === 'extend' && now.extended) return refused('extended_already');
  // Where nothing else is owed, a reply that leaves the outcome for later would leave it for ever.
  if (action === 'send_first_reply' && !now.outcome_may_wait) return refused('outcome_required');
  if (action === 'send_reply' && now.open_parts > 0) {
    return refused('parts_still_open', { parts: now.open_parts });
  }
  return accepted(action);
}

function whyNotFrom(stage: Stage, rule: ActionRule): LifecycleRefusal {
  if (stage === 'closed') return 'petition_is_closed';
  if (stage === 'waiting_citizen') return 'citizen_was_asked';
  if (stage === 'replied') return 'already_replied';
  if ((stage === 'assigned' || stage === 'received') && rule.from.includes('in_work'))
    return 'not_accepted_yet';
  return 'action_not_from_this_stage';
}

function mayReopen(now: Situation): Decision<'reopen', LifecycleRefusal> {
  if (now.outcome_class === 'withdrawn') return refused('withdrawn_cannot_be_contested');
  if (now.reopened_count >= now.contest_times)
    return refused('contest_used_up', { times: now.contest_times });
  return accepted('reopen');
}

function mayContest(now: Situation): Decision<'contest', LifecycleRefusal> {
  const reopening = mayReopen(now);
  if (!reopening.accepted) return reopening;
  if (now.contest_until !== null && now.today > now.contest_until) {
    return refused('contest_too_late', { until: now.contest_until });
  }
  return accepted('contest');
}
