import { addBusinessDays, onOrNextBusinessDay, verdictOf, type Calendar } from './calendar.ts';
import {
  addDays,
  addMonths,
  addSeconds,
  endOfDayInstant,
  localDateOf,
  startOfDayInstant,
} from './plain-date.ts';
import type { Instant, PlainDate } from './plain-date.ts';

/** The clocks a term can feed; a pack may name others (data protection: `arco_effect`). */
export type ClockName = 'accept' | 'reply' | 'resolve' | 'completion' | (string & {});

export type TermUnit = 'business_days' | 'calendar_days' | 'months' | 'hours';

/** How the first unit is found: the day after day zero, the same date of a later month, or the very instant. */
export type CountingRule = 'from_next_business_day' | 'from_next_day' | 'date_to_date' | 'from_instant';

/** What the law allows beyond the term, in the term's own unit. Without either limit an extension needs no measure. */
export interface TermExtension {
  /** The whole may not be longer than this many times the initial term (Ley 1755 art. 14 par.: 2). */
  readonly at_most_total_factor?: number;
  /** At most this much more (ARCO: 10). */
  readonly at_most_extra?: number;
  /** How often; the laws at hand say once. */
  readonly times: number;
  readonly before_expiry: true;
}

/** What the law gives for one clock, as data. A petition keeps the one it was born with. */
export interface Term {
  readonly id?: string;
  readonly clock: ClockName;
  readonly kind?: string;
  readonly service?: string;
  readonly authority?: string;
  readonly length: number;
  readonly unit: TermUnit;
  readonly counting_rule: CountingRule;
  /** Article of the law or act, as it is shown to people. */
  readonly citation: string;
  readonly extension?: TermExtension;
  /** What waiting for the citizen does: keep the days left (default) or begin the term anew when it resumes. */
  readonly on_pause?: 'keeps_days_left' | 'begins_anew';
  readonly valid_from: PlainDate;
  /** The last day on which a filing still gets this term. */
  readonly valid_until?: PlainDate;
}

/** What a petition is, for finding its term; `on` is the day of filing. */
export interface TermQuestion {
  readonly kind: string;
  readonly service?: string;
  readonly authority?: string;
  readonly clock: ClockName;
  readonly on: PlainDate;
}

/** Day zero; the instant matters only to terms in hours (a bare date means its first instant). */
export type TermStart = PlainDate | { readonly on: PlainDate; readonly at: Instant };

export interface Due {
  readonly due_on: PlainDate;
  /** The last second in which the duty is met in time. */
  readonly due_at: Instant;
}

/**
 * The term for a petition, or undefined where no term was set. A term that names more of service, authority and
 * kind goes first; of two that name as many, service before authority before kind; then the latest in force.
 */
export function termInForce(terms: readonly Term[], question: TermQuestion): Term | undefined {
  const candidates = terms.filter((term) => applies(term, question));
  return candidates.sort(
    (one, other) =>
      specificity(other) - specificity(one) ||
      (one.valid_from < other.valid_from ? 1 : one.valid_from > other.valid_from ? -1 : 0),
  )[0];
}

function applies(term: Term, { clock, kind, service, authority, on }: TermQuestion): boolean {
  const names = (mine: string | undefined, asked: string | undefined) => mine === undefined || mine === asked;
  return (
    term.clock === clock &&
    names(term.kind, kind) &&
    names(term.service, service) &&
    names(term.authority, authority) &&
    term.valid_from <= on &&
    (term.valid_until === undefined || on <= term.valid_until)
  );
}

/** Ten for each thing named, so that how many dominates which; then 4 for service, 2 for authority, 1 for kind. */
function specificity({ service, authority, kind }: Term): number {
  const named = [kind, authority, service].map((name, rank) => (name === undefined ? 0 : 10 + 2 ** rank));
  return named.reduce((sum, weight) => sum + weight, 0);
}

/**
 * When a term ends. Business days are counted from the day after day zero; calendar days and months that end on a
 * non-business day end on the next business day; hours run on the wall clock and end whenever they end.
 * Throws OutsideCalendarCoverage.
 */
export function dueOf(term: Pick<Term, 'length' | 'unit'>, calendar: Calendar, start: TermStart): Due {
  if (term.unit === 'hours') {
    const at = typeof start === 'string' ? startOfDayInstant(start, calendar.time_zone) : start.at;
    const due_at = addSeconds(at, Math.round(term.length * 3600));
    return { due_on: localDateOf(due_at, calendar.time_zone), due_at };
  }
  const day_zero = typeof start === 'string' ? start : start.on;
  const known = knownOf(calendar);
  const asked = `${term.length} ${term.unit} ${day_zero}`;
  const found = known.get(asked);
  if (found !== undefined) return found;
  const due_on = lastDayOf(term, calendar, day_zero);
  const due = { due_on, due_at: endOfDayInstant(due_on, calendar.time_zone) };
  known.set(asked, due);
  return due;
}

/** Ends that were counted on a calendar: a hundred thousand petitions have some hundred of them. */
const known_ends = new WeakMap<Calendar, Map<string, Due>>();
const most_known = 5_000;

function knownOf(calendar: Calendar): Map<string, Due> {
  const known = known_ends.get(calendar);
  if (known !== undefined && known.size < most_known) return known;
  const fresh = new Map<string, Due>();
  known_ends.set(calendar, fresh);
  return fresh;
}

function lastDayOf(term: Pick<Term, 'length' | 'unit'>, calendar: Calendar, dayZero: PlainDate): PlainDate {
  // A term of no business days still ends on a day when somebody can act.
  if (term.unit !== 'business_days' || term.length === 0) {
    verdictOf(calendar, dayZero);
    return onOrNextBusinessDay(calendar, nominalEndOf(term, dayZero));
  }
  return addBusinessDays(calendar, dayZero, term.length);
}

/** The last day by the calendar alone, before it moves off a non-business day. Only for calendar days and months. */
export function nominalEndOf(term: Pick<Term, 'length' | 'unit'>, dayZero: PlainDate): PlainDate {
  return term.unit === 'months' ? addMonths(dayZero, term.length) : addDays(dayZero, term.length);
}

/**
 * The most units a term may have once extended: twice 15 is 30, 20 and 10 more are 30. Infinity where the law
 * sets no measure, the term itself where it allows no extension.
 */
export function longestLengthOf({ length, extension }: Term): number {
  if (extension === undefined) return length;
  const byFactor = length * (extension.at_most_total_factor ?? Infinity);
  return Math.floor(Math.min(byFactor, length + (extension.at_most_extra ?? Infinity)));
}
