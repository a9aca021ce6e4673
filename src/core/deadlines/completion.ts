import { accepted, refused, type Decision } from '../decision.ts';
import { businessDaysBetween, addBusinessDays, type Calendar } from './calendar.ts';
import { compareInstants, localDateOf, type Instant, type PlainDate } from './plain-date.ts';
import { dueOf, type Due } from './terms.ts';

/** What the law gives for an incomplete petition. Colombia: Ley 1755 art. 17, CPACA art. 17. */
export interface CompletionRule {
  /** The authority may ask on these business days after filing. */
  readonly ask_within_business_days: number;
  /** The person has this long from being asked, date to date. */
  readonly months_to_complete: number;
  /** Whether the person may ask for one equal term more before the first ends. */
  readonly may_ask_one_extension: boolean;
  readonly citation: string;
}

/** Ley 1755 art. 17: asked within 10 days, one month to complete, one equal term more. */
export const COLOMBIAN_COMPLETION: CompletionRule = {
  ask_within_business_days: 10,
  months_to_complete: 1,
  may_ask_one_extension: true,
  citation: 'Ley 1755 de 2015, art. 17',
};

/** A request to complete, as it stands. Until `due_at` the petition can be completed and is not withdrawn. */
export interface CompletionRequest extends Due {
  readonly rule: CompletionRule;
  readonly asked_at: Instant;
  readonly asked_on: PlainDate;
  /** Which business day of the authority's term it was asked on. */
  readonly asked_on_day: number;
  readonly extended: number;
  readonly completed_at: Instant | null;
}

export interface CompletionAsk {
  readonly rule: CompletionRule;
  readonly calendar: Calendar;
  readonly day_zero: PlainDate;
  readonly at: Instant;
}

/** Asks the person to complete: only while the law still allows asking. Throws OutsideCalendarCoverage. */
export function askToComplete(ask: CompletionAsk): Decision<CompletionRequest, 'too_late_to_ask'> {
  const { rule, calendar, day_zero, at } = ask;
  const asked_on = localDateOf(at, calendar.time_zone);
  const last_on = addBusinessDays(calendar, day_zero, rule.ask_within_business_days);
  if (asked_on > last_on) return refused('too_late_to_ask', { last_on });
  const asked_on_day = businessDaysBetween(calendar, day_zero, asked_on);
  const due = completionDue(rule, calendar, { asked_on, terms: 1 });
  return accepted({ rule, asked_at: at, asked_on, asked_on_day, extended: 0, completed_at: null, ...due });
}

/** The person asks for an equal term before the first ends; both run date to date from the day of asking. */
export function extendCompletion(
  request: CompletionRequest,
  { at, calendar }: { readonly at: Instant; readonly calendar: Calendar },
): Decision<CompletionRequest, 'already_completed' | 'completion_expired' | 'already_extended'> {
  if (request.completed_at !== null) return refused('already_completed');
  if (compareInstants(at, request.due_at) > 0)
    return refused('completion_expired', { due_on: request.due_on });
  if (request.extended >= (request.rule.may_ask_one_extension ? 1 : 0)) return refused('already_extended');
  const extended = request.extended + 1;
  const due = completionDue(request.rule, calendar, { asked_on: request.asked_on, terms: extended + 1 });
  return accepted({ ...request, extended, ...due });
}

/**
 * The person completes. Taken even after the term, as long as no act declared the petition withdrawn:
 * that is the caller's to know, and `late` says it.
 */
export function completeRequest(
  request: CompletionRequest,
  at: Instant,
): Decision<CompletionRequest & { readonly late: boolean }, 'already_completed'> {
  if (request.completed_at !== null) return refused('already_completed');
  return accepted({ ...request, completed_at: at, late: compareInstants(at, request.due_at) > 0 });
}

/** The act without which nobody's petition is withdrawn: reasoned, notified, open to reposición (art. 17). */
export interface WithdrawalAct {
  readonly at: Instant;
  readonly reasons: string;
  /** The means of appeal it tells the person about. */
  readonly appeal: string;
}

/** Whether a petition may be declared tacitly withdrawn: only after the term, and only by such an act. */
export function declareWithdrawn(
  request: CompletionRequest,
  act: WithdrawalAct,
): Decision<
  WithdrawalAct,
  'already_completed' | 'completion_still_running' | 'reason_missing' | 'appeal_missing'
> {
  if (request.completed_at !== null) return refused('already_completed');
  if (compareInstants(act.at, request.due_at) <= 0) {
    return refused('completion_still_running', { due_on: request.due_on });
  }
  if (act.reasons.trim() === '') return refused('reason_missing');
  return act.appeal.trim() === '' ? refused('appeal_missing') : accepted(act);
}

function completionDue(
  rule: CompletionRule,
  calendar: Calendar,
  { asked_on, terms }: { readonly asked_on: PlainDate; readonly terms: number },
): Due {
  return dueOf({ length: rule.months_to_complete * terms, unit: 'months' }, calendar, asked_on);
}
