import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { newId } from '../../store/ids.ts';
import { insertTogether, rowsFor } from '../../store/insert-together.ts';
import { drawFrom, drawOneAfterAnother, frameOf } from '../../store/quality.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';

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
  async run({ tx, actor, input, now }): Promise<SampleDone> {
    if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
    const { city_id, authority_id, unit_id, from, until, per_stratum } = input;
    const city = await cityConfiguration(tx, city_id);
    const isPlace =
      city?.authorities.has(authority_id) === true &&
      (unit_id === null || city.units.get(unit_id)?.authority_id === authority_id);
    if (!isPlace) throw new Refused('not_found');
    if (!permits(actor, 'quality.review', { city_id, authority_id, unit_id })) throw new Refused('forbidden');
    await drawOneAfterAnother(tx, city_id);
    const framed = { city_id, authority_id, unit_id, from, until, time_zone: city.city.time_zone };
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
