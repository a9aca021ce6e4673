import type { RefusalCode } from '../core/refusals.ts';

/**
 * The HTTP status that says each no (RFC 9110 section 15.5; 422 and 429 as RFC 4918 and RFC 6585). Exhaustive: a new
 * code does not compile until it stands here. 404 also hides what the asker may not know of; 409 is a no of the
 * petition's state, which the same request may pass later; 422 is a no of what was sent, which it never will.
 */
const statuses = {
  sign_in_needed: 401,
  second_factor_needed: 401,
  wrong_credentials: 401,

  forbidden: 403,
  cannot_grant_unheld: 403,
  cannot_approve_own_reply: 403,

  not_found: 404,
  folio_not_found: 404,
  wrong_key: 404,
  city_unknown: 404,
  service_unknown: 404,

  conflict: 409,
  version_conflict: 409,
  action_not_from_this_stage: 409,
  petition_is_closed: 409,
  petition_is_merged: 409,
  not_accepted_yet: 409,
  citizen_was_asked: 409,
  already_replied: 409,
  already_supporting: 409,
  contest_used_up: 409,
  contest_too_late: 409,
  withdrawn_cannot_be_contested: 409,
  extended_already: 409,
  already_extended: 409,
  parts_still_open: 409,
  outcome_required: 409,
  assignee_away: 409,
  part_unknown: 409,
  reply_needs_approval: 409,
  reply_not_in_draft: 409,
  reply_unknown: 409,
  reply_to_correct_unknown: 409,
  clock_not_open: 409,
  clock_already_paused: 409,
  clock_not_paused: 409,
  clock_still_open: 409,
  clock_paused: 409,
  term_expired: 409,
  term_missing: 409,
  extension_not_allowed: 409,
  asked_too_late: 409,
  completion_not_over: 409,
  transfer_too_late: 409,
  same_unit: 409,
  same_authority: 409,
  same_service: 409,
  cannot_merge_into_itself: 409,
  merge_target_closed: 409,
  unit_is_named: 409,
  user_not_at_unit: 409,
  visibility_too_wide: 409,
  reserved_stays_reserved: 409,
  closing_days_not_over: 409,
  outcome_not_for_reply: 409,
  day_already_declared: 409,
  code_taken: 409,
  in_use: 409,
  last_administrator: 409,

  link_expired: 410,
  draft_expired: 410,

  too_large: 413,

  invalid_input: 422,
  idempotency_mismatch: 422,
  weak_password: 422,
  unsupported_file: 422,
  heic_not_readable: 422,
  too_many_files: 422,
  too_many_at_once: 422,
  service_inactive: 422,
  place_required: 422,
  place_outside: 422,
  answers_invalid: 422,
  contact_required: 422,
  anonymous_not_allowed: 422,
  privacy_notice_not_shown: 422,
  reply_incomplete: 422,
  reason_missing: 422,
  extension_not_positive: 422,
  extension_not_a_business_day: 422,
  extension_needs_units: 422,
  extension_too_long: 422,
  unit_unknown: 422,
  unit_inactive: 422,
  user_unknown: 422,
  outcome_unknown: 422,
  outside_calendar_coverage: 422,
  not_a_date: 422,
  not_an_instant: 422,

  too_many_attempts: 429,

  unavailable: 503,
} as const satisfies Record<RefusalCode, number>;

/** The HTTP status that says this no. */
export function statusOfRefusal(code: RefusalCode): number {
  return statuses[code];
}
