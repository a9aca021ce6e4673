import type { PetitionActionName } from '../../api.generated.ts';

/** What an action asks before it is done; the names are those of its input in the contract. */
export type FieldName =
  | 'reason'
  | 'body'
  | 'unit_id'
  | 'authority_id'
  | 'user_id'
  | 'cause'
  | 'clock'
  | 'extra'
  | 'into'
  | 'service_id'
  | 'priority'
  | 'visibility'
  | 'channel'
  | 'reasons'
  | 'means_of_appeal'
  | 'instructions'
  | 'assignment_id'
  | 'audience'
  | 'decision'
  | 'public_description';

export const actionFields: Readonly<Partial<Record<PetitionActionName, readonly FieldName[]>>> = {
  return: ['reason'],
  assign_person: ['user_id'],
  transfer_unit: ['unit_id', 'reason'],
  transfer_authority: ['authority_id', 'reason'],
  ask: ['cause', 'body'],
  withdraw_question: ['reason'],
  answer_for_citizen: ['channel', 'body'],
  tacit_withdrawal: ['reasons', 'means_of_appeal'],
  extend: ['clock', 'extra', 'reason'],
  note: ['body'],
  publish_update: ['audience', 'body'],
  merge: ['into', 'reason'],
  add_part: ['unit_id', 'instructions'],
  finish_part: ['assignment_id', 'body'],
  change_service: ['service_id', 'reason'],
  set_priority: ['priority', 'reason'],
  set_visibility: ['visibility', 'reason'],
  moderate: ['decision', 'public_description'],
};

/** Done at once, without asking anything. */
export const immediate: readonly PetitionActionName[] = ['accept', 'take'];

/** Done from the reply composer, not from the bar. */
const ofReplies: readonly string[] = [
  ...['draft_reply', 'submit_reply', 'approve_reply', 'reject_reply', 'send_first_reply', 'send_reply'],
  'correct_reply',
];
export const isOfReplies = (action: string): boolean => ofReplies.includes(action);

/** Done beside the file they are about. */
const ofFiles: readonly string[] = ['remove_file', 'redact_photo'];
export const isOfFiles = (action: string): boolean => ofFiles.includes(action);

/** May stay empty. */
export const optionalFields: readonly FieldName[] = ['user_id', 'public_description', 'cause', 'audience'];
