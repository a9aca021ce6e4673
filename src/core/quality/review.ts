import { addBusinessDays, withinCoverage, type Calendar } from '../deadlines/calendar.ts';
import { accepted, refused, type Decision } from '../decision.ts';

/** Drawn; put aside with a reason; told to who attended; read by them; contested once; decided by somebody else. */
export const reviewStates = [
  'to_review',
  'set_aside',
  'submitted',
  'acknowledged',
  'contested',
  'settled',
] as const;
export type ReviewState = (typeof reviewStates)[number];

/** What is known of a review; `submitted_on` and `contest_until` are local dates. */
export interface Review {
  readonly state: ReviewState;
  readonly agent_id: string;
  readonly reviewer_id: string | null;
  readonly submitted_on: string | null;
  /** The last day on which it may be contested; null: any. */
  readonly contest_until: string | null;
}

/**
 * The last day to contest a review: so many business days after it was submitted. Null where there is no limit, or the
 * calendar does not reach so far: nobody loses a right to a guess.
 */
export function lastDayToContest(
  calendar: Calendar | undefined,
  submitted_on: string,
  days: number | null,
): string | null {
  if (calendar === undefined || days === null) return null;
  const last = withinCoverage(() => addBusinessDays(calendar, submitted_on, days));
  return last.accepted ? last.value : null;
}

/** Whoever attended does not review it; what is told already is taken back first. */
export function reviewIt(
  { state, agent_id }: Review,
  who: string,
): Decision<null, 'review_own' | 'review_not_open'> {
  if (who === agent_id) return refused('review_own');
  return state === 'to_review' ? accepted(null) : refused('review_not_open');
}

/** Taken back by who submitted it, on the day itself, while nothing was answered. */
export function takeReviewBack(
  { state, reviewer_id, submitted_on }: Review,
  { who, today }: { who: string; today: string },
): Decision<null, 'forbidden' | 'review_not_open' | 'review_undo_too_late'> {
  if (who !== reviewer_id) return refused('forbidden');
  if (state !== 'submitted') return refused('review_not_open');
  return submitted_on === today ? accepted(null) : refused('review_undo_too_late');
}

/** Who was reviewed has read it, or contests it in time; once, and that is asked of nobody else. */
export function answerReview(
  { state, agent_id, contest_until }: Review,
  { who, contests, today }: { who: string; contests: boolean; today: string },
): Decision<'acknowledged' | 'contested', 'not_found' | 'review_not_open' | 'review_contest_too_late'> {
  if (who !== agent_id) return refused('not_found');
  if (state !== 'submitted') return refused('review_not_open');
  if (contests && contest_until !== null && today > contest_until)
    return refused('review_contest_too_late', { until: contest_until });
  return accepted(contests ? 'contested' : 'acknowledged');
}

/** A contested review is decided by somebody who neither attended nor reviewed. */
export function settleReview(
  { state, agent_id, reviewer_id }: Review,
  who: string,
): Decision<null, 'review_own' | 'review_same_reviewer' | 'review_not_open'> {
  if (who === agent_id) return refused('review_own');
  if (who === reviewer_id) return refused('review_same_reviewer');
  return state === 'contested' ? accepted(null) : refused('review_not_open');
}
