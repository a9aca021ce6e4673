import { accepted, refused, type Decision } from '../decision.ts';
import type { OutcomeClass } from '../petitions/stages.ts';
import { CLOSES_AFTER_DAYS, REST_DAYS } from './instrument.ts';

/** What decides whether somebody is asked how it went. Instants in ISO 8601 UTC. */
export interface Closing {
  readonly stage: string;
  readonly closed_at: string | null;
  readonly outcome_class: OutcomeClass | null;
  readonly reserved: boolean;
  /** The person, or whoever has the same address, said not to be asked any more. */
  readonly declined: boolean;
  readonly last_asked_at: string | null;
}

/** Not even part of the frame: nothing ended, or nothing was answered. */
export type OutOfFrame = 'not_closed' | 'closed_long_ago' | 'nothing_answered';
/** Part of what was closed, and not asked. */
export type NotAsked = 'reserved_identity' | 'declined' | 'asked_recently';

/** Outcomes with an answer; what was withdrawn or joined to another petition has none. */
export const answeredOutcomes: readonly OutcomeClass[] = [
  'resolved',
  'partly_resolved',
  'refused',
  'not_competent',
];
const day = 86_400_000;

/**
 * Whether a closing counts among those whose experience ended with an answer.
 * @param since when it became time to ask: at the closing unless said
 */
export function inFrame(
  closing: Closing,
  now: string,
  since: string | null = closing.closed_at,
): Decision<true, OutOfFrame> {
  if (closing.stage !== 'closed' || since === null) return refused('not_closed');
  if (Date.parse(now) - Date.parse(since) > CLOSES_AFTER_DAYS * day) return refused('closed_long_ago');
  const { outcome_class } = closing;
  return outcome_class !== null && answeredOutcomes.includes(outcome_class)
    ? accepted(true)
    : refused('nothing_answered');
}

/** Whether its person is asked (protocol K.3): nobody of reserved identity, nobody twice within thirty days. */
export function mayAsk(closing: Closing, now: string): Decision<true, NotAsked> {
  if (closing.reserved) return refused('reserved_identity');
  if (closing.declined) return refused('declined');
  const { last_asked_at } = closing;
  const rested = last_asked_at === null || Date.parse(now) - Date.parse(last_asked_at) >= REST_DAYS * day;
  return rested ? accepted(true) : refused('asked_recently');
}
