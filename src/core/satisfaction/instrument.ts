import { accepted, refused, type Decision } from '../decision.ts';
import type { Asks } from './asks.ts';

/** How sure an answer is that what was asked for is solved; apart from how kindly it was treated. */
export const SOLVED = ['yes', 'partly', 'no', 'unknown'] as const;
export type Solved = (typeof SOLVED)[number];

/** From very bad (1) to very good (5): satisfaction, ease and clarity. */
export const SCALE = [1, 2, 3, 4, 5] as const;
export type Point = (typeof SCALE)[number];

export const REMIND_AFTER_HOURS = 48;
export const CLOSES_AFTER_DAYS = 10;
export const CHANGE_WITHIN_HOURS = 24;
export const REST_DAYS = 30;

/** What the rules of answering need to know of a survey. Instants in ISO 8601 UTC. */
export interface AskedSurvey {
  readonly expires_at: string;
  readonly answered_at: string | null;
  /** Whether the petition is closed still: one that was reopened is asked about when it ends. */
  readonly is_closed: boolean;
}

const hour = 3_600_000;

/** When a survey that is sent now closes. */
export const closesAt = (now: string): string =>
  new Date(Date.parse(now) + CLOSES_AFTER_DAYS * 24 * hour).toISOString();

/**
 * Whether the survey may be answered now, or its answer changed. `first`: it was not answered yet. Protocol K.3: ten
 * days to answer, a day to change the answer.
 */
export function mayAnswer(
  survey: AskedSurvey,
  now: string,
): Decision<{ first: boolean }, 'survey_over' | 'survey_answered' | 'survey_reopened'> {
  const at = Date.parse(now);
  if (survey.answered_at !== null) {
    const over = at >= Date.parse(survey.answered_at) + CHANGE_WITHIN_HOURS * hour;
    return over ? refused('survey_answered') : accepted({ first: false });
  }
  if (at >= Date.parse(survey.expires_at)) return refused('survey_over');
  return survey.is_closed ? accepted({ first: true }) : refused('survey_reopened');
}

export const TRIGGERS = ['dissatisfied', 'not_solved', 'both', 'not_lasting'] as const;
export type Trigger = (typeof TRIGGERS)[number];

/** What of an answer somebody must see to (protocol K.4); null: nothing. */
export function triggerOf(
  answer: { readonly satisfaction: Point | null; readonly solved: Solved },
  asks: Asks = 'how_it_went',
): Trigger | null {
  if (asks === 'if_it_lasts') return answer.solved === 'no' ? 'not_lasting' : null;
  const dissatisfied = answer.satisfaction !== null && answer.satisfaction <= 2;
  if (answer.solved === 'no') return dissatisfied ? 'both' : 'not_solved';
  return dissatisfied ? 'dissatisfied' : null;
}
