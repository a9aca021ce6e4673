import type { Form } from '../../server/form.ts';
import { cleanText } from './document.ts';

/** A field as it is kept: its last value, trimmed, without control characters. */
export function textOf(form: Form, name: string): string {
  const value = form.fields[name];
  const last = Array.isArray(value) ? value.at(-1) : value;
  return last === undefined ? '' : cleanText(String(last)).trim();
}
