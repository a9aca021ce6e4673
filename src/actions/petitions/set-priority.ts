import { z } from 'zod';
import { event } from '../../core/petitions/events.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/** 0 usual, 1 first (the persons whom the law serves first), 2 at once (risk to life or integrity). */
export const setPriority = petitionAction({
  name: 'set-priority',
  action: 'set_priority',
  input: z.object({ priority: z.number().int().min(0).max(2), reason: reasonInput }),
  async run({ petition, input: { priority, reason } }) {
    const before = petition.state.priority;
    if (priority === before) return { events: [] };
    return {
      events: [event('priority_set', 'staff', { priority, reason })],
      columns: { priority_reason: priority === 0 ? null : reason },
      result: { undo: { priority: before, reason: petition.row.priority_reason ?? reason } },
    };
  },
});
