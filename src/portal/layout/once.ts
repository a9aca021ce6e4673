import { randomUUID } from 'node:crypto';
import { fieldOf, type Form } from '../../server/form.ts';
import { html, type Html } from './raw.ts';

/** A key for one form as it was shown: sent twice, it has its effect once. */
export function onceField(): Html {
  return html`<input type="hidden" name="una_vez" value="${randomUUID()}" />`;
}

/** The key that came with the form, as an action's option. */
export function onceOf(form: Form): { idempotency_key?: string } {
  const key = fieldOf(form, 'una_vez');
  return /^[0-9a-f-]{36}$/.test(key) ? { idempotency_key: key } : {};
}
