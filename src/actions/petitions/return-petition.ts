import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { whereReturned } from '../../queries/where-returned.ts';
import { orRefuse } from '../refused.ts';
import { handOver } from './assignments.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';
import { moveToAuthority } from './transfer-authority.ts';

/**
 * The unit does not take it on: back to its authority's triage with the reason, and the accept clock begins anew. Where
 * triage itself does not, what came from another authority goes back to that one's triage.
 */
export const returnPetition = petitionAction({
  name: 'return-petition',
  action: 'return',
  input: z.object({ reason: reasonInput }),
  async run(context) {
    const { tx, petition, city, input } = context;
    const { is_other, ...hands } = orRefuse(await whereReturned(tx, { row: petition.row, city }));
    if (is_other) return moveToAuthority(context, hands, 'returned');
    const { reason } = input;
    const next = await handOver(context, hands, { state: 'returned', reason });
    return {
      events: [
        event('assignment_returned', 'public', {
          assignment_id: petition.state.assignment_id,
          unit_id: hands.unit.id,
          next_assignment_id: next.next_assignment_id,
          reason,
        }),
      ],
      lines: next.lines,
      result: { assignment_id: next.next_assignment_id },
    };
  },
});
