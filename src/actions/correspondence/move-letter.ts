import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { newId } from '../../store/ids.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { placeInput } from './letter-input.ts';

/** The paper lies elsewhere from now on; where it lay before stays written. */
export const moveLetter = defineAction({
  name: 'move-letter',
  permission: 'correspondence.register',
  input: placeInput.extend({ letter_id: z.uuid() }),
  async run({ tx, actor, input, now }): Promise<{ done: true }> {
    const { letter_id, ...place } = input;
    const letter = await tx
      .selectFrom('incoming_letters')
      .select(['city_id', 'authority_id', 'unit_id'])
      .where('id', '=', letter_id)
      .executeTakeFirst();
    if (letter === undefined || actor.kind !== 'staff' || !permits(actor, 'correspondence.register', letter))
      throw new Refused('not_found');
    if (Object.values(place).every((part) => part === ''))
      throw new Refused('invalid_input', {}, { shelf: 'required' });
    await tx
      .insertInto('letter_places')
      .values({ id: newId(), letter_id, ...place, at: now, user_id: actor.user_id })
      .execute();
    return { done: true };
  },
});
