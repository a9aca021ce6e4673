import type { Decision } from '../core/decision.ts';
import type { RefusalCode } from '../core/refusals.ts';

/** What is wrong with a field: a code, with what its sentence names where it names something. */
export type FieldFault = string | { readonly code: string; readonly values: FaultValues };
type FaultValues = Readonly<Record<string, string | number>>;

/** The one error an action throws for a no: it rolls the transaction back and carries a code that can be said aloud. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly details: Readonly<Record<string, string | number>>;
  /** The fields at fault, for the summary of errors: field → refusal code. */
  readonly fields: Readonly<Record<string, string>>;
  /** What the sentences of those fields name, where they name something: field → placeholder → value. */
  readonly field_values: Readonly<Record<string, FaultValues>>;

  constructor(
    code: RefusalCode,
    details: Readonly<Record<string, string | number>> = {},
    fields: Readonly<Record<string, FieldFault>> = {},
  ) {
    super(code);
    this.name = 'Refused';
    this.code = code;
    this.details = details;
    const faults = Object.entries(fields).map(([field, fault]) => ({
      field,
      ...(typeof fault === 'string' ? { code: fault, values: {} } : fault),
    }));
    this.fields = Object.fromEntries(faults.map((fault) => [fault.field, fault.code]));
    this.field_values = Object.fromEntries(faults.map((fault) => [fault.field, fault.values]));
  }
}

/** The value of a yes; a no becomes the error that rolls back. */
export function orRefuse<T>(decision: Decision<T, RefusalCode>): T {
  if (decision.accepted) return decision.value;
  throw new Refused(decision.code, decision.details ?? {});
}
