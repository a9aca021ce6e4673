import type { RefusalCode } from '../core/refusals.ts';

/** Refusals with a status of their own; the rest follow the rule below. */
export const refusalStatus = {
  invalid_input: 422,
  not_found: 404,
  forbidden: 403,
  sign_in_needed: 401,
  second_factor_needed: 401,
  too_many_attempts: 429,
  wrong_credentials: 401,
  weak_password: 422,
  link_expired: 410,
  conflict: 409,
  version_conflict: 409,
  idempotency_mismatch: 422,
  unavailable: 503,
  too_large: 413,
  folio_not_found: 404,
  wrong_key: 404,
  city_unknown: 404,
  service_unknown: 404,
} as const satisfies Partial<Record<RefusalCode, number>>;

/** Rules that say no are 409 where the petition's state forbids it, 422 where the input does. */
const aboutInput = new Set<RefusalCode>([
  'answers_invalid',
  'place_required',
  'place_outside',
  'contact_required',
  'anonymous_not_allowed',
  'privacy_notice_not_shown',
  'unsupported_file',
  'heic_not_readable',
  'too_many_files',
  'service_inactive',
  'reply_incomplete',
  'reason_missing',
  'not_a_date',
  'not_an_instant',
  'extension_not_positive',
  'extension_not_a_business_day',
  'extension_needs_units',
  'extension_too_long',
  'outside_calendar_coverage',
  'unit_unknown',
  'unit_inactive',
  'user_unknown',
  'outcome_unknown',
]);

/** The HTTP status that says this no. */
export function statusOfRefusal(code: RefusalCode): number {
  const own = (refusalStatus as Partial<Record<RefusalCode, number>>)[code];
  return own ?? (aboutInput.has(code) ? 422 : 409);
}
