/**
 * What a rule answers: yes with a value, or no with a code that can be said aloud.
 * The details are facts for the sentence (a date, a number), never personal data.
 */
export type Decision<T, C extends string = string> = Accepted<T> | Refusal<C>;

export interface Accepted<T> {
  readonly accepted: true;
  readonly value: T;
}

export interface Refusal<C extends string = string> {
  readonly accepted: false;
  readonly code: C;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** The answer yes. */
export function accepted<T>(value: T): Accepted<T> {
  return { accepted: true, value };
}

/** The answer no, with the code that the table of refusals maps to a sentence and a status. */
export function refused<C extends string>(
  code: C,
  details?: Readonly<Record<string, string | number>>,
): Refusal<C> {
  return details === undefined ? { accepted: false, code } : { accepted: false, code, details };
}
