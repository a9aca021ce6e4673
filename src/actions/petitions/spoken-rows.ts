import { spokenRecord } from '../../core/petitions/spoken.ts';
import { rowsFor, type NewRows } from '../../store/insert-together.ts';
import { orRefuse } from '../refused.ts';
import type { FilingContext } from './filing-rows.ts';

/**
 * The record of a petition that was asked aloud and that a member of staff takes down, written with it.
 * @throws Refused `not_spoken` where it is said of what was written
 */
export function spokenRows({ input, actor, now }: FilingContext): NewRows[] {
  const told = orRefuse(spokenRecord(input.channel, input.spoken));
  if (told === null || actor.kind !== 'staff') return [];
  const { petition_id } = input;
  const row = { petition_id, taken_by: actor.user_id, taken_at: now, ...told };
  return [rowsFor('spoken_petitions', [row])];
}
