/** What somebody reads aloud of their number: the number of a day, or the six digits of an appointment. */
export type TypedTicket =
  | { readonly by: 'number'; readonly prefix: string; readonly number: number }
  | { readonly by: 'code'; readonly code: string };

/** A number (`a 7`, `A-07`) or a code (`123 456`) as it is typed; null for what is neither. */
export function readTypedTicket(typed: string): TypedTicket | null {
  const text = typed.replaceAll(/[\s-]/g, '').toUpperCase();
  if (/^\d{6}$/.test(text)) return { by: 'code', code: text };
  const found = /^([A-Z]{1,3})(\d{1,5})$/.exec(text);
  return found === null ? null : { by: 'number', prefix: found[1]!, number: Number(found[2]) };
}
