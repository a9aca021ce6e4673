export type Path = readonly (string | number)[];

/** What can be wrong with a pack that is well formed; each has a sentence in the locales under `pack.problem`. */
export const packProblemCodes = [
  'unknown_authority',
  'unknown_unit',
  'inactive_unit',
  'unknown_parent',
  'circular_parent',
  'unknown_kind',
  'unknown_service',
  'unknown_group',
  'unknown_zone',
  'unknown_outcome',
  'unknown_role',
  'unknown_calendar',
  'unknown_country_calendar',
  'unknown_time_zone',
  'unknown_question',
  'outside_country_calendar',
  'day_outside_coverage',
  'duplicate',
  'overlapping_terms',
  'no_reply_term',
  'zone_without_authority',
  'no_city_authority',
  'no_such_shape',
  'options_missing',
  'missing_text',
  'not_a_pattern',
  'example_mismatch',
  'folio_code_taken',
  'host_taken',
  'unknown_locale',
  'unknown_option',
  'limits_inverted',
  'dates_inverted',
  'hours_inverted',
  'hours_overlap',
  'rule_of_another_unit',
  'shape_crosses_itself',
  'article_incomplete',
  'not_one_sentence',
  'unknown_line',
  'prefix_of_appointments',
  'office_incomplete',
] as const;
export type PackProblemCode = (typeof packProblemCodes)[number];

/** Where in the document, what, and the value that is wrong. */
export interface PackProblem {
  readonly path: Path;
  readonly code: PackProblemCode;
  readonly details: { readonly value: string };
}

/** Collects problems of one area; the path begins where the area does. */
export type Report = (path: Path, code: PackProblemCode, value: string) => void;

/** Reports each value that was there before. */
export function reportDuplicates(
  values: readonly string[],
  pathOf: (at: number) => Path,
  report: Report,
): void {
  const seen = new Set<string>();
  values.forEach((value, at) => {
    if (seen.has(value)) report(pathOf(at), 'duplicate', value);
    seen.add(value);
  });
}
