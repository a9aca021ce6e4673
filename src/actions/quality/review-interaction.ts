import { z } from 'zod';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import {
  lastDayToContest,
  reviewIt,
  settleReview as decideSettling,
  takeReviewBack,
} from '../../core/quality/review.ts';
import { tellOfReview } from '../../store/quality.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { marksGiven } from './marks-given.ts';
import { formOfCity, judged, reviewToJudge, type LockedReview } from './review-place.ts';

const text = z.string().trim().max(2000);

export interface ReviewDone {
  readonly review_id: string;
  readonly state: string;
  readonly score: number | null;
}

/**
 * Marks an interaction that was drawn, and tells who attended it: points, reasons, and what to do better. Without
 * personal data.
 * @throws Refused `not_found`, `review_own`, `review_not_open`, `review_form_changed` where the form is another by now,
 * `invalid_input`
 */
export const submitReview = defineAction({
  name: 'submit-quality-review',
  permission: 'quality.review',
  input: z.object({
    review_id: z.uuid(),
    form_version: z.int().min(0),
    marks: marksGiven,
    feedback: text.min(1, 'required'),
  }),
  async run(context): Promise<ReviewDone> {
    const { tx, input, now } = context;
    const locked = await reviewToJudge(context);
    orRefuse(reviewIt(locked.review, locked.actor.user_id));
    const { version, form } = await formOfCity(tx, locked);
    if (version !== input.form_version) throw new Refused('review_form_changed');
    const given = judged(form, input.marks);
    const { feedback } = input;
    const { city, calendars } = locked.city;
    const today = localDateOf(now, city.time_zone);
    const calendar = calendars.get(locked.row.authority_id);
    const contest_until = lastDayToContest(calendar, today, form.contest_days);
    return change(context, locked, {
      columns: {
        ...{ state: 'submitted', reviewer_id: locked.actor.user_id, submitted_at: now },
        ...{ form_version: version, feedback, contest_until, ...given },
      },
      told: { type: 'submitted', score: given.score, words: feedback },
    });
  },
});

/**
 * Takes a review back on the day it was submitted, while nothing was answered; what was marked stays to be mended.
 * @throws Refused `not_found`, `forbidden` for another's, `review_not_open`, `review_undo_too_late`
 */
export const undoReview = defineAction({
  name: 'undo-quality-review',
  permission: 'quality.review',
  input: z.object({ review_id: z.uuid() }),
  async run(context): Promise<ReviewDone> {
    const locked = await reviewToJudge(context);
    const today = localDateOf(context.now, locked.city.city.time_zone);
    orRefuse(takeReviewBack(locked.review, { who: locked.actor.user_id, today }));
    return change(context, locked, {
      columns: { state: 'to_review', submitted_at: null, contest_until: null, score: null, passes: null },
      told: { type: 'taken_back' },
    });
  },
});

/**
 * Puts one aside that cannot be judged, and says why: it stays in the sample, so that who is looked at is not chosen.
 * @throws Refused `not_found`, `review_own`, `review_not_open`
 */
export const setReviewAside = defineAction({
  name: 'set-quality-review-aside',
  permission: 'quality.review',
  input: z.object({ review_id: z.uuid(), reason: text.min(1, 'required') }),
  async run(context): Promise<ReviewDone> {
    const locked = await reviewToJudge(context);
    orRefuse(reviewIt(locked.review, locked.actor.user_id));
    const { reason } = context.input;
    return change(context, locked, {
      columns: { state: 'set_aside', reviewer_id: locked.actor.user_id, feedback: reason },
      told: { type: 'set_aside', words: reason },
    });
  },
});

/**
 * Decides a contested review, by somebody who neither attended nor reviewed: it stays, or is marked otherwise by the
 * same form. That is the end of it.
 * @throws Refused `not_found`, `review_own`, `review_same_reviewer`, `review_not_open`, `invalid_input`
 */
export const settleReview = defineAction({
  name: 'settle-quality-review',
  permission: 'quality.review',
  input: z.object({
    review_id: z.uuid(),
    marks: marksGiven.nullable().default(null),
    ruling: text.min(1, 'required'),
  }),
  async run(context): Promise<ReviewDone> {
    const { tx, input, now } = context;
    const locked = await reviewToJudge(context);
    const { row, actor } = locked;
    orRefuse(decideSettling(locked.review, actor.user_id));
    const { form } = await formOfCity(tx, locked, row.form_version ?? 0);
    const anew = input.marks === null ? null : judged(form, input.marks);
    const { ruling } = input;
    return change(context, locked, {
      columns: { state: 'settled', settled_by: actor.user_id, settled_at: now, ruling, ...anew },
      told: { type: 'settled', score: anew?.score ?? Number(row.score), words: ruling },
    });
  },
});

type Columns = Readonly<Record<string, string | number | boolean | null>>;
type Told = Pick<Parameters<typeof tellOfReview>[1], 'type' | 'score' | 'words'>;

/** Writes what changed and its history. */
export async function change(
  { tx, now }: Pick<ActionContext<unknown>, 'tx' | 'now'>,
  { row, actor }: LockedReview,
  { columns, told }: { columns: Columns; told: Told },
): Promise<ReviewDone> {
  await tx.updateTable('quality_reviews').set(columns).where('id', '=', row.id).execute();
  const { id: review_id, authority_id } = row;
  await tellOfReview(tx, { review_id, authority_id, at: now, user_id: actor.user_id, ...told });
  return { review_id, state: String(columns['state']), score: told.score ?? null };
}
