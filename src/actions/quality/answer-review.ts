import { z } from 'zod';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { answerReview as decideAnswer } from '../../core/quality/review.ts';
import { defineAction } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { change, type ReviewDone } from './review-interaction.ts';
import { lockedReview } from './review-place.ts';

/**
 * Who was reviewed has read it, with or without words; or contests it, once and in time, and says why.
 * @throws Refused `not_found` for another's, `review_not_open`, `review_contest_too_late`, `invalid_input` for contesting without a reason
 */
export const answerReview = defineAction({
  name: 'answer-quality-review',
  permission: 'interactions.record',
  input: z.object({
    review_id: z.uuid(),
    contests: z.boolean(),
    words: z.string().trim().max(2000).default(''),
  }),
  async run(context): Promise<ReviewDone> {
    const { contests, words } = context.input;
    const locked = await lockedReview(context);
    const today = localDateOf(context.now, locked.city.city.time_zone);
    const state = orRefuse(decideAnswer(locked.review, { who: locked.actor.user_id, contests, today }));
    if (contests && words === '') throw new Refused('invalid_input', {}, { words: 'required' });
    const answer = words === '' ? null : words;
    return change(context, locked, {
      columns: { state, answer, answered_at: context.now },
      told: { type: state, words: answer },
    });
  },
});
