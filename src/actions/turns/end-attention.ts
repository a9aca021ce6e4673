import type { Tx } from '../../store/database.ts';
import type { TicketRow } from '../../store/tickets.ts';

/**
 * What somebody had begun with the person of a number is over for them, since the person goes on to somebody else: it
 * ends as answered, unless it has ended already.
 */
export async function endAttention(tx: Tx, { interaction_id }: TicketRow, at: string): Promise<void> {
  if (interaction_id === null) return;
  await tx
    .updateTable('interactions')
    .set((eb) => ({ ended_at: eb.fn('greatest', ['at', eb.val(at)]), wrap_up: 'answered' }))
    .where('id', '=', interaction_id)
    .where('ended_at', 'is', null)
    .execute();
}
