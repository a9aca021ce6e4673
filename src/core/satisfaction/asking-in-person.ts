import { accepted, refused, type Decision } from '../decision.ts';
import type { Channel } from '../cities/settings.ts';
import { CLOSES_AFTER_DAYS } from './instrument.ts';

/** How an answer came. Who hears the questions from a person answers more kindly, so figures tell them apart. */
export const MODES = ['web', 'phone', 'paper'] as const;
export type Mode = (typeof MODES)[number];

/** What came of a call that got no answer. */
export const ATTEMPTS = ['no_answer', 'refused', 'call_back'] as const;
export type AttemptResult = (typeof ATTEMPTS)[number];

/** Calls to one person about one closing. */
export const MOST_ATTEMPTS = 3;
/** So long a call is somebody's own; then another may take it. */
export const CALL_MINUTES = 30;
/** Paper travels there and back. */
export const PAPER_CLOSES_AFTER_DAYS = 30;

export type CarriedBy = 'email' | 'page' | 'phone' | 'paper';

/** How somebody can be reached about a petition, and the channel they chose for it. */
export interface Reach {
  readonly channel: Channel;
  readonly notify_by: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly address: string | null;
}

const spoken: readonly Channel[] = ['phone', 'counter', 'letter', 'hearing'];

/**
 * By what a person is asked: by e-mail where they chose that for notices; by a call or on paper where they came by
 * telephone, counter, hearing or letter and left no e-mail; else by the page of the petition.
 */
export function carriedBy({ channel, notify_by, email, phone, address }: Reach): CarriedBy {
  if (email !== null && notify_by === 'email') return 'email';
  if (email !== null || !spoken.includes(channel)) return 'page';
  if (phone !== null) return 'phone';
  return address === null ? 'page' : 'paper';
}

/** When a survey that is sent now by that way closes. */
export function closesBy(by: CarriedBy, now: string): string {
  const days = by === 'paper' ? PAPER_CLOSES_AFTER_DAYS : CLOSES_AFTER_DAYS;
  return new Date(Date.parse(now) + days * 86_400_000).toISOString();
}

/** What the rules of calling need to know of a survey. Instants in ISO 8601 UTC. */
export interface SurveyToAsk {
  readonly expires_at: string;
  readonly answered_at: string | null;
  /** The person said no, to this one or to all. */
  readonly has_refused: boolean;
  readonly is_closed: boolean;
  readonly attempts: number;
  /** Who attended to the petition. */
  readonly responsible_id: string | null;
  readonly caller_id: string | null;
  readonly called_at: string | null;
}

export type NotToCall =
  | 'about_own_work'
  | 'survey_answered'
  | 'survey_over'
  | 'survey_reopened'
  | 'contacts_used_up'
  | 'survey_taken';

/** Whether the call of a survey is that person's now. */
export const isCalling = (
  survey: Pick<SurveyToAsk, 'caller_id' | 'called_at'>,
  { user_id, now }: { user_id: string; now: string },
): boolean =>
  survey.caller_id === user_id &&
  survey.called_at !== null &&
  Date.parse(now) - Date.parse(survey.called_at) < CALL_MINUTES * 60_000;

/**
 * Whether somebody may call a person about a closing (protocol K.3): never who attended to it, three times at most, one
 * caller at a time.
 */
export function mayCall(
  survey: SurveyToAsk,
  { user_id, now }: { user_id: string; now: string },
): Decision<true, NotToCall> {
  if (survey.responsible_id === user_id) return refused('about_own_work');
  if (survey.answered_at !== null) return refused('survey_answered');
  if (survey.has_refused || now >= survey.expires_at) return refused('survey_over');
  if (!survey.is_closed) return refused('survey_reopened');
  if (survey.attempts >= MOST_ATTEMPTS) return refused('contacts_used_up');
  const { caller_id } = survey;
  const isAnothers = caller_id !== null && isCalling(survey, { user_id: caller_id, now });
  return isAnothers && caller_id !== user_id ? refused('survey_taken') : accepted(true);
}
