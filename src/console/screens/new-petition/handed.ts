import { isSpoken } from '../../../core/petitions/spoken.ts';
import type { FiledResult } from '../../api.generated.ts';
import type { Filing } from './filing.ts';

/** What was filed, with which papers there are to hand over. */
export interface Handed extends FiledResult {
  readonly is_spoken: boolean;
  readonly is_copy_asked: boolean;
  readonly has_email: boolean;
}

export const papersOf = ({
  channel,
  identity,
  email,
  is_copy_asked,
}: Filing): Omit<Handed, keyof FiledResult> => ({
  is_spoken: isSpoken(channel),
  is_copy_asked: isSpoken(channel) && is_copy_asked,
  has_email: identity !== 'anonymous' && email.trim() !== '',
});
