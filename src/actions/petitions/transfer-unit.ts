import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { Refused } from '../refused.ts';
import { handOver, unitToReceive } from './assignments.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/** Another unit of the same authority answers: reply and resolve clocks go on, it has its own day to accept. */
export const transferUnit = petitionAction({
  name: 'transfer-unit',
  action: 'transfer_unit',
  input: z.object({ unit_id: z.uuid(), reason: reasonInput }),
  async run(context) {
    const { petition, city, calendar, input } = context;
    const unit = unitToReceive(context, input.unit_id);
    // Another authority has its own calendar and terms: that is a transfer of its own kind.
    if (unit.authority_id !== petition.row.current_authority_id) throw new Refused('unit_unknown');
    if (unit.id === petition.row.unit_id) throw new Refused('same_unit');
    const authority = city.authorities.get(unit.authority_id)!;
    const { reason } = input;
    const next = await handOver(context, { unit, authority, calendar }, { state: 'transferred', reason });
    const { next_assignment_id, days_used } = next;
    return {
      events: [
        event('unit_changed', 'public', {
          assignment_id: petition.state.assignment_id,
          unit_id: unit.id,
          ...{ next_assignment_id, reason, days_used },
        }),
      ],
      lines: next.lines,
      result: { assignment_id: next_assignment_id },
    };
  },
});
