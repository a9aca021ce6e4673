import { accepted, refused, type Decision } from '../decision.ts';

/** A formal reply as it is about to be sent. */
export interface ReplyDraft {
  readonly folio: string;
  readonly body: string;
  /** Null: a first reply, which leaves the outcome for the final one; '': not chosen yet. */
  readonly outcome_code: string | null;
  readonly outcome_class: string | null;
  readonly reasons: string;
  readonly next_step: string;
  readonly means_of_appeal: string;
  readonly responsible_name: string;
  readonly unit_name: string;
  readonly date: string;
}

export type ReplyPart = keyof ReplyDraft;

const alwaysAsked: readonly ReplyPart[] = [
  'folio',
  'body',
  'outcome_code',
  'responsible_name',
  'unit_name',
  'next_step',
  'means_of_appeal',
  'date',
];

/** Who says no, or that it is not theirs to say, says why (Art. 16 of the Mexican constitution; Ley 1755 art. 21). */
export const needsReasons = (outcome_class: string | null): boolean =>
  outcome_class === 'refused' || outcome_class === 'not_competent';

/**
 * Whether the reply has all that the law asks for: number of folio, name and unit in charge, clear and
 * enough information, next step, means of appeal, date (agreement of Mexico City of 12-02-2019; T-332/2015
 * for Colombia); a refusal also gives its reasons. A first reply has all of it but the outcome.
 */
export function checkReply(draft: ReplyDraft): Decision<ReplyDraft, 'reply_incomplete'> {
  const needed = needsReasons(draft.outcome_class) ? [...alwaysAsked, 'reasons' as const] : alwaysAsked;
  const missing = needed.filter((part) => draft[part]?.trim() === '');
  return missing.length === 0 ? accepted(draft) : refused('reply_incomplete', { missing: missing.join(',') });
}
