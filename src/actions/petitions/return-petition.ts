import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { Refused } from '../refused.ts';
import { handOver } from './assignments.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/** The unit does not take it on: back to its authority's triage with the reason, and the accept clock begins anew. */
export const returnPetition = petitionAction({
  name: 'return-petition',
  action: 'return',
  input: z.object({ reason: reasonInput }),
  async run(context) {
    const { petition, city, calendar, input } = context;
    const authority = city.authorities.get(petition.row.current_authority_id)!;
    const unit = authority.triage_unit_id === null ? undefined : city.units.get(authority.triage_unit_id);
    if (!unit) throw new Refused('unit_unknown');
    if (unit.id === petition.row.unit_id) throw new Refused('same_unit');
    // A complaint about triage itself is not sent back to it: it goes to another authority, or stays.
    if (unit.id === petition.row.named_unit_id) throw new Refused('unit_is_named');
    const { reason } = input;
    const next = await handOver(context, { unit, authority, calendar }, { state: 'returned', reason });
    return {
      events: [
        event('assignment_returned', 'public', {
          assignment_id: petition.state.assignment_id,
          unit_id: unit.id,
          next_assignment_id: next.next_assignment_id,
          reason,
        }),
      ],
      lines: next.lines,
      result: { assignment_id: next.next_assignment_id },
    };
  },
});
