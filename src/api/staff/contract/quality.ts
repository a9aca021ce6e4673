import { z } from 'zod';
import { directions } from '../../../core/interactions/interaction.ts';
import { most_contest_days, most_criteria } from '../../../core/quality/form.ts';
import { reviewStates } from '../../../core/quality/review.ts';
import { markValues } from '../../../core/quality/score.ts';
import { reviewLists } from '../../../queries/staff/quality-reviews.ts';
import { both, reply, request } from './registry.ts';
import { channel, codeName, cursorQuery, id, instant, namedRef, pageOf, plainDate } from './wire.ts';

const state = both('ReviewState', z.enum(reviewStates));
export const reviewsQuery = z.object({
  list: z.enum(reviewLists).optional(),
  agent: id.optional(),
  ...cursorQuery,
});

/** How each criterion was met, which critical errors there were, and why: by code. */
export const marks = both(
  'ReviewMarks',
  z.object({
    values: z.record(z.string().max(60), z.enum(markValues)),
    errors: z.array(z.string().max(60)).max(most_criteria),
    reasons: z.record(z.string().max(60), z.string().max(2000)),
  }),
);
export const form = both(
  'ReviewForm',
  z.object({
    criteria: z
      .array(
        z.object({
          code: z.string().max(60),
          name: z.string().max(200),
          weight: z.number().int().min(1).max(100),
        }),
      )
      .min(1)
      .max(most_criteria),
    critical_errors: z
      .array(z.object({ code: z.string().max(60), name: z.string().max(200) }))
      .max(most_criteria),
    passes_at: z.number().int().min(1).max(100),
    /** Business days to contest a review; null: no limit. */
    contest_days: z.number().int().min(1).max(most_contest_days).nullable(),
  }),
);

/** What was said in an interaction that is judged. */
export const interactionSaid = z.object({
  answer: z.string().nullable(),
  notes: z.array(z.object({ at: instant, by: z.string(), text: z.string() })),
  petitions: z.array(z.object({ id, folio: z.string(), part: z.enum(['touched', 'opened']) })),
  articles: z.array(z.string()),
  wrap_up: codeName.nullable(),
  /** It was about a petition of reserved identity, or about the reader's own unit. */
  is_hidden: z.boolean(),
});

const shape = {
  id,
  state,
  at: instant,
  channel,
  direction: z.enum(directions),
  kind: codeName,
  seconds: z.number().int().nullable(),
  agent: namedRef,
  place: z.string(),
  reviewer: namedRef.nullable(),
  /** Points of 100. */
  score: z.number().nullable(),
  passes: z.boolean().nullable(),
  has_critical_error: z.boolean(),
  submitted_at: instant.nullable(),
};
export const reviews = reply('QualityReviews', pageOf(reply('QualityReview', z.object(shape))));
export const reviewPage = reply(
  'QualityReviewPage',
  z.object({
    ...shape,
    interaction: interactionSaid,
    form_version: z.number().int(),
    form,
    marks: marks.nullable(),
    feedback: z.string().nullable(),
    answer: z.string().nullable(),
    answered_at: instant.nullable(),
    settled_by: z.string().nullable(),
    settled_at: instant.nullable(),
    ruling: z.string().nullable(),
    submitted_on: plainDate.nullable(),
    /** The last day to contest it; null: no limit. */
    contest_until: plainDate.nullable(),
    /** Local to the city: what was submitted today can be taken back. */
    today: plainDate,
    events: z.array(
      z.object({
        id,
        at: instant,
        type: z.enum([
          'drawn',
          'set_aside',
          'submitted',
          'taken_back',
          'acknowledged',
          'contested',
          'settled',
        ]),
        by: z.string().nullable(),
        score: z.number().nullable(),
        words: z.string().nullable(),
      }),
    ),
  }),
);

const text = z.string().max(2000);
export const reviewSubmitting = request(
  'ReviewSubmitting',
  z.object({ form_version: z.number().int().min(0), marks, feedback: text }),
);
export const reviewAside = request('ReviewAside', z.object({ reason: text }));
export const reviewAnswer = request('ReviewAnswer', z.object({ contests: z.boolean(), words: text }));
export const reviewRuling = request(
  'ReviewRuling',
  z.object({ marks: marks.nullable().optional(), ruling: text }),
);
export const reviewDone = reply(
  'ReviewDone',
  z.object({ review_id: id, state: z.string(), score: z.number().nullable() }),
);

export const sampleOrder = request(
  'SampleOrder',
  z.object({
    authority_id: id,
    unit_id: id.nullable().optional(),
    from: plainDate,
    until: plainDate,
    per_stratum: z.number().int().min(1).max(20),
  }),
);
export const sampleDone = reply(
  'SampleDone',
  z.object({ sample_id: id, drawn: z.number().int(), frame_size: z.number().int() }),
);
export const samples = reply(
  'QualitySamples',
  z.object({
    items: z.array(
      z.object({
        ...{ id, place: z.string(), from_on: plainDate, until_on: plainDate, drawn_at: instant },
        ...{ per_stratum: z.number().int(), seed: z.string(), frame_size: z.number().int() },
        /** SHA-256 of the ids among which was drawn: with the seed the same ones are drawn again. */
        frame_hash: z.string(),
        ...{ drawn: z.number().int(), looked_at: z.number().int(), set_aside: z.number().int() },
        drawn_by: z.string(),
      }),
    ),
    places: z.object({
      authorities: z.array(namedRef),
      units: z.array(namedRef.extend({ authority_id: id })),
    }),
  }),
);
export const trend = reply(
  'QualityTrend',
  z.object({
    from: z.string(),
    agents: z.array(
      z.object({
        ...{ id, name: z.string(), is_me: z.boolean() },
        months: z.array(
          z.object({
            month: z.string(),
            n: z.number().int(),
            mean: z.number(),
            passed: z.number().int(),
          }),
        ),
      }),
    ),
  }),
);
export const formInForce = reply('ReviewFormInForce', z.object({ version: z.number().int().min(0), form }));
export const formSaving = request('ReviewFormSaving', z.object({ version: z.number().int().min(0), form }));
export const formSaved = reply('ReviewFormSaved', z.object({ version: z.number().int() }));
