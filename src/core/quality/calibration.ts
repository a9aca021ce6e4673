import { accepted, refused, type Decision } from '../decision.ts';
import { agreementOf, type Agreement } from './agreement.ts';
import type { QualityForm } from './form.ts';
import type { Marks } from './score.ts';

/** At most so many interactions are judged by several in one calibration. */
export const most_calibrated = 10;
const fewest_judges = 2;

/** Marks are given, and changed, until they are compared; nobody sees another's before. */
export function scoreCalibration(is_compared: boolean): Decision<null, 'review_not_open'> {
  return is_compared ? refused('review_not_open') : accepted(null);
}

interface Standing {
  readonly is_compared: boolean;
  /** Who judged everything; see finishedAll. */
  readonly finished: readonly string[];
}

/** Compared once, when two at least have judged everything, and by one of them: who still judges is not locked out. */
export function compareCalibration(
  { is_compared, finished }: Standing,
  who: string,
): Decision<null, 'review_not_open' | 'calibration_needs_two' | 'calibration_not_judged'> {
  if (is_compared) return refused('review_not_open');
  if (finished.length < fewest_judges) return refused('calibration_needs_two');
  return finished.includes(who) ? accepted(null) : refused('calibration_not_judged');
}

/** What all agree on is kept once, after they compared, by one of them. */
export function keepReference(
  { is_compared, finished, is_kept }: Standing & { readonly is_kept: boolean },
  who: string,
): Decision<null, 'review_not_open' | 'calibration_not_judged'> {
  if (!is_compared || is_kept) return refused('review_not_open');
  return finished.includes(who) ? accepted(null) : refused('calibration_not_judged');
}

/** Whoever opened it may give it up until it is compared. */
export function giveUpCalibration({
  is_compared,
  is_own,
}: {
  readonly is_compared: boolean;
  readonly is_own: boolean;
}): Decision<null, 'review_not_open' | 'forbidden'> {
  if (!is_own) return refused('forbidden');
  return is_compared ? refused('review_not_open') : accepted(null);
}

/** Who judged all of so many interactions, by how many each of them judged. */
export function finishedAll(judged: ReadonlyMap<string, number>, all: number): string[] {
  return [...judged].filter(([, count]) => count === all).map(([who]) => who);
}

export interface CalibrationAgreement {
  /** Of each criterion and each critical error, by code: over the interactions. */
  readonly criteria: readonly (Agreement & { readonly code: string })[];
  readonly errors: readonly (Agreement & { readonly code: string })[];
  /** Of all criteria together: over each criterion of each interaction. */
  readonly whole: Agreement;
}

/** How far judges agree: for each interaction, the marks of each judge in the same order. */
export function agreementOfCalibration(
  form: QualityForm,
  marks: readonly (readonly Marks[])[],
): CalibrationAgreement {
  const of = (said: (one: Marks) => string) => marks.map((judges) => judges.map(said));
  const byCriterion = form.criteria.map(({ code }) => ({
    code,
    said: of(({ values }) => values[code] ?? ''),
  }));
  const byError = form.critical_errors.map(({ code }) => ({
    code,
    said: of(({ errors }) => (errors.includes(code) ? 'yes' : 'no')),
  }));
  const told = ({ code, said }: { code: string; said: string[][] }) => ({ code, ...agreementOf(said) });
  return {
    criteria: byCriterion.map(told),
    errors: byError.map(told),
    whole: agreementOf(byCriterion.flatMap(({ said }) => said)),
  };
}
