import type { Decision } from '../core/decision.ts';
import type { RefusalCode } from '../core/refusals.ts';

/** The one error an action throws for a no: it rolls the transaction back and carries a code that can be said aloud. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, string | number>>;
  /** The fields at fault, for the summary of errors: field → refusal code. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(
    code: RefusalCode,
    details: Readonly<Record<string, string | number>> = {},
    fields: Readonly<Record<string, string>> = {},
  ) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.details = details;
    this.fields = fields;
  }
}

/** The value of a yes; a no becomes the error that rolls back. */
export function orRefuse<T>(decision: Decision<T, RefusalCode>): T {
  if (decision.accepted) return decision.value;
  throw new Refused(decision.code, decision.details ?? {});
}
