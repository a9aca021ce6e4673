import { say, type Language } from '../../core/language/sentences.ts';

/**
 * Why a message is kept or did not go out, in a sentence for staff. `last_error` is a code: ours, the mail server's
 * (RFC 5321, with the enhanced code of RFC 3463 where it gives one) or the connection's.
 * @returns null for a message that is on its way or arrived
 */
export function outboxProblem(
  language: Language,
  { state, last_error }: { readonly state: string; readonly last_error: string | null },
): string | null {
  if (state === 'sent') return null;
  if (last_error === null) return state === 'kept' ? say(language, 'outbox_problem.no_mail_server') : null;
  const code = last_error;
  const sentence = say(language, `outbox_problem.${kindOf(code)}`, { code });
  return state === 'queued' ? say(language, 'outbox_problem.tried_again', { problem: sentence }) : sentence;
}

function kindOf(code: string) {
  if (code === 'person_erased' || code === 'restored') return code;
  if (code === 'no_longer_public' || code === 'subscription_ended' || code === 'appointment_over')
    return code;
  if (/\b5\.1\.\d|\bEENVELOPE\b/.test(code)) return 'address_refused';
  if (/\b[45]\.2\.2\b|^552\b/.test(code)) return 'mailbox_full';
  if (/^(EAUTH|53[0-8])\b/.test(code)) return 'sign_in_refused';
  if (/^E[A-Z]+$/.test(code)) return 'server_away';
  if (/\b5\.7\.\d|^554\b/.test(code)) return 'message_refused';
  if (/^55[0135]\b/.test(code)) return 'address_refused';
  return code.startsWith('4') ? 'server_busy' : 'unknown';
}
