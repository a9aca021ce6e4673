import { z } from 'zod';
import { resume, stop } from '../../core/petitions/clock-effects.ts';
import { event } from '../../core/petitions/events.ts';
import { petitionAction } from './petition-action.ts';
import { reasonInput } from './petition-input.ts';

/** The question is no longer needed: the authority's clocks go on with the days left. */
export const withdrawQuestion = petitionAction({
  name: 'withdraw-question',
  action: 'withdraw_question',
  input: z.object({ reason: reasonInput }),
  async run({ petition, now, calendar, input: { reason } }) {
    const act = { at: now, calendar };
    return {
      events: [event('question_withdrawn', 'citizen', { reason })],
      lines: [
        ...stop(petition.ledger, ['completion'], act),
        ...resume(petition.ledger, ['reply', 'resolve'], act),
      ],
    };
  },
});
