import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { newId } from '../../store/ids.ts';
import { insertTogether, rowsFor } from '../../store/insert-together.ts';
import { drawFrom, frameOf } from '../../store/quality.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { placeToDraw } from './review-place.ts';

export interface SampleDone {
  readonly sample_id: string;
  readonly drawn: number;
  readonly frame_size: number;
}

/**
 * Draws interactions to be reviewed, so many of each agent and kind among those of a place and a period that were never
 * drawn. The system makes the seed, so that nobody chooses whom to look at.
 * @throws Refused `not_found`, `forbidden` for a place where the asker does not review, `nothing_to_review`, `invalid_input`
 */
export const drawSample = defineAction({
  name: 'draw-quality-sample',
  permission: 'quality.review',
  input: z
    .object({
      city_id: z.uuid(),
      authority_id: z.uuid(),
      unit_id: z.uuid().nullable().default(null),
      from: z.iso.date(),
      until: z.iso.date(),
      per_stratum: z.int().min(1).max(20),
    })
    .refine(({ from, until }) => from <= until, { path: ['until'], message: 'invalid' }),
  async run(context): Promise<SampleDone> {
    const { tx, input, now } = context;
    const { city_id, authority_id, unit_id, from, until, per_stratum } = input;
    const { actor, framed } = await placeToDraw(context);
    const frame = await frameOf(tx, framed);
    const seed = randomBytes(8).toString('hex');
    const drawn = await drawFrom(tx, framed, { seed, per_stratum });
    if (drawn.length === 0) throw new Refused('nothing_to_review');
    const sample_id = newId();
    const sample = {
      ...{ id: sample_id, city_id, authority_id, unit_id, from_on: from, until_on: until, per_stratum, seed },
      ...{ frame_size: frame.size, frame_hash: frame.hash, drawn: drawn.length, drawn_at: now },
      drawn_by: actor.user_id,
    };
    const reviews = drawn.map((one) => ({
      ...{ id: newId(), sample_id, city_id, authority_id, state: 'to_review' },
      ...one,
    }));
    const told = { authority_id, at: now, user_id: actor.user_id, type: 'drawn' };
    await insertTogether(tx, [
      rowsFor('quality_samples', [sample]),
      rowsFor('quality_reviews', reviews),
      rowsFor(
        'quality_review_events',
        reviews.map(({ id }) => ({ id: newId(), review_id: id, ...told })),
      ),
    ]);
    return { sample_id, drawn: drawn.length, frame_size: frame.size };
  },
});
