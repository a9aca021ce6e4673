import { z } from 'zod';
import { mayChangePile } from '../../core/correspondence/pile.ts';
import { event } from '../../core/petitions/events.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { lockPetition } from '../../store/petitions.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { record } from '../petitions/petition-action.ts';
import { reasonInput } from '../petitions/petition-input.ts';
import { orRefuse } from '../refused.ts';
import { lockedPile } from './locked-pile.ts';

const input = z.object({ pile_id: z.uuid(), reason: reasonInput });
type Context = ActionContext<z.output<typeof input>>;

/**
 * Takes the scans of a pile off the letters to which they were bound, with the reason, which their histories keep. The
 * pile is as it was read, and can be bound again.
 * @throws Refused `not_found`, `pile_not_in_this_state`, `pile_gone`
 */
export const undoPile = defineAction({
  name: 'undo-pile',
  permission: 'correspondence.register',
  input,
  // A letter of this register may be with an authority of which the mail room reads nothing.
  database_actor: () => ({ kind: 'system' }),
  async run(context: Context): Promise<{ pile_id: string }> {
    const { tx, now, input: given } = context;
    const { pile_id, reason } = given;
    const pile = await lockedPile(context, pile_id);
    orRefuse(mayChangePile(pile, { to: 'undo', now }));
    const parts = await tx
      .selectFrom('scan_pile_parts')
      .select(['id', 'letter_id', 'file_id'])
      .where('pile_id', '=', pile_id)
      .where('state', 'in', ['bound', 'skipped'])
      .orderBy('id')
      .execute();
    for (const { letter_id, file_id } of parts)
      if (file_id !== null) await takeOff(context, { letter_id, file_id });
    await tx
      .updateTable('scan_pile_parts')
      .set({ state: 'undone' })
      .where('pile_id', '=', pile_id)
      .where('state', 'in', ['bound', 'skipped'])
      .execute();
    const undone = { undone_at: now, undone_by: pile.user_id, undone_reason: reason };
    await tx
      .updateTable('scan_piles')
      .set({ state: 'read', ...undone })
      .where('id', '=', pile_id)
      .execute();
    return { pile_id };
  },
});

async function takeOff(
  context: Context,
  { letter_id, file_id }: { letter_id: string; file_id: string },
): Promise<void> {
  const { tx, now, input } = context;
  const letter = await tx
    .updateTable('incoming_letters')
    .set({ scan_state: 'none', scan_file_id: null })
    .where('id', '=', letter_id)
    .where('scan_file_id', '=', file_id)
    .returning(['petition_id', 'city_id'])
    .executeTakeFirst();
  if (letter === undefined) return;
  const petition = await lockPetition(tx, letter.petition_id);
  const city = await cityConfiguration(tx, letter.city_id);
  if (petition === null || city === null) return;
  const removed = await tx
    .updateTable('files')
    .set({ removed_at: now })
    .where('id', '=', file_id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  if (removed.numUpdatedRows === 0n) return;
  const { reason } = input;
  await record(
    context,
    { petition, city },
    { events: [event('file_removed', 'staff', { file_id, reason })] },
  );
}
