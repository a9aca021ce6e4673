import type { Words } from '../language/words.ts';
import { ApiError } from './client.ts';

/** One sentence for whatever went wrong, with the number to quote when it is the server's fault. */
export function sentenceOf(error: unknown, { t }: Words): string {
  if (!(error instanceof ApiError)) return t('console.error.unexpected');
  if (error.code === 'unreachable') return t('console.error.unreachable');
  if (error.status >= 500 && error.request_id !== '')
    return `${error.message} ${t('console.error.quote', { id: error.request_id })}`;
  return error.message || t('console.error.unexpected');
}
