import type { FastifyRequest } from 'fastify';
import { Refused } from '../../actions/refused.ts';
import { checkCsrf } from '../../server/csrf.ts';
import { readForm, type Form } from '../../server/form.ts';
import type { Visit } from './visit.ts';

/** A form as it was sent. */
export interface Posted {
  readonly form: Form;
  /** It carries no token of this browser: the page stood open for long, or the browser dropped its cookies. */
  readonly stale: boolean;
}

const known = new WeakMap<FastifyRequest, Form>();

/**
 * Reads a form once and says whether it is still this browser's, so that a page can come back as it was typed.
 * @throws Refused('forbidden') for what another site sent
 */
export async function posted(request: FastifyRequest): Promise<Posted> {
  const form = await readForm(request);
  known.set(request, form);
  try {
    checkCsrf(request, form);
    return { form, stale: false };
  } catch (error) {
    if (!isStale(error)) throw error;
    return { form, stale: true };
  }
}

/** The same where no page of its own would come back: the error page gives back what was typed. */
export async function postedForm(request: FastifyRequest): Promise<Form> {
  const { form, stale } = await posted(request);
  if (stale) throw new Refused('forbidden', { cause: 'form_expired' });
  return form;
}

export function isStale(error: unknown): boolean {
  return error instanceof Refused && error.details['cause'] === 'form_expired';
}

/** The form of this request, where its body was read. */
export function formOf(request: FastifyRequest): Form | undefined {
  return known.get(request);
}

/** What a page that comes back says: nothing is lost but the files, which no page can give back. */
export function sayStale({ say }: Pick<Visit, 'say'>, form: Form): string {
  const again = say('portal.errors.stale');
  return form.files.length === 0 ? again : `${again} ${say('portal.errors.files_again')}`;
}
