import type { QualityForm } from './form.ts';

/** How a criterion was met. */
export const markValues = ['yes', 'partly', 'no', 'not_applicable'] as const;
export type MarkValue = (typeof markValues)[number];

/** What a reviewer found: a mark for each criterion, a reason wherever it is not a yes, and critical errors with theirs. */
export interface Marks {
  readonly values: Readonly<Record<string, MarkValue>>;
  readonly errors: readonly string[];
  /** By code of the criterion or of the critical error. */
  readonly reasons: Readonly<Record<string, string>>;
}

const points: Readonly<Record<Exclude<MarkValue, 'not_applicable'>, number>> = { yes: 1, partly: 0.5, no: 0 };

/**
 * What is missing in a review, by field (`values.<code>`, `reasons.<code>`, `errors`): every criterion has its mark, one
 * applies at least, and whatever takes points has its reason.
 */
export function faultsOfMarks(form: QualityForm, marks: Marks): Readonly<Record<string, string>> {
  const faults: Record<string, string> = {};
  const known = new Set(form.critical_errors.map(({ code }) => code));
  for (const { code } of form.criteria)
    if (marks.values[code] === undefined) faults[`values.${code}`] = 'required';
  if (marks.errors.some((code) => !known.has(code))) faults['errors'] = 'invalid';
  for (const code of needingReason(form, marks))
    if ((marks.reasons[code] ?? '').trim() === '') faults[`reasons.${code}`] = 'required';
  const applies = form.criteria.some(({ code }) => marks.values[code] !== 'not_applicable');
  if (!applies) faults['values'] = 'required';
  return faults;
}

/** Codes of criteria and errors of which it must be said why. */
export function needingReason(form: QualityForm, { values, errors }: Marks): readonly string[] {
  const less = form.criteria.filter(({ code }) => values[code] === 'partly' || values[code] === 'no');
  return [...less.map(({ code }) => code), ...errors];
}

/** Marks of this form alone: what another version asked is left out, and so is a reason for nothing. */
export function marksOfForm(form: QualityForm, marks: Marks): Marks {
  const values = Object.fromEntries(
    form.criteria.flatMap(({ code }) => (marks.values[code] ? [[code, marks.values[code]]] : [])),
  );
  const errors = [...new Set(marks.errors)].sort();
  const given = { values, errors, reasons: marks.reasons };
  const reasons = Object.fromEntries(
    needingReason(form, given).map((code) => [code, (marks.reasons[code] ?? '').trim()]),
  );
  return { values, errors, reasons };
}

/**
 * Points of 100 (two decimals): weights of what was met, half of what was partly met, of the weights that apply. A
 * critical error makes it nought. Null where nothing applies.
 */
export function scoreOf(
  form: QualityForm,
  { values, errors }: Marks,
): { score: number; passes: boolean } | null {
  let [met, whole] = [0, 0];
  for (const { code, weight } of form.criteria) {
    const value = values[code];
    if (value === undefined || value === 'not_applicable') continue;
    met += weight * points[value];
    whole += weight;
  }
  if (whole === 0) return null;
  const score = errors.length > 0 ? 0 : Math.round((met / whole) * 10_000) / 100;
  return { score, passes: errors.length === 0 && score >= form.passes_at };
}
