import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { most_calibrated } from '../../core/quality/calibration.ts';
import { newId } from '../../store/ids.ts';
import { insertTogether, rowsFor } from '../../store/insert-together.ts';
import { drawSome, formVersion, frameOf } from '../../store/quality.ts';
import { defineAction } from '../action.ts';
import { Refused } from '../refused.ts';
import { reviewersAt } from '../../queries/staff/reviewers.ts';
import { placeToDraw } from './review-place.ts';

/**
 * Draws some interactions that several who review there will judge, each without seeing the others: of those that
 * none of them attended, or where there is none, that the asker did not. They are no reviews: who attended is not told,
 * and they count in no figure of theirs.
 * @throws Refused `not_found`, `forbidden` for a place where the asker does not review, `nothing_to_review`, `invalid_input`
 */
export const openCalibration = defineAction({
  name: 'open-quality-calibration',
  permission: 'quality.review',
  input: z
    .object({
      city_id: z.uuid(),
      authority_id: z.uuid(),
      unit_id: z.uuid().nullable().default(null),
      from: z.iso.date(),
      until: z.iso.date(),
      size: z.int().min(1).max(most_calibrated),
    })
    .refine(({ from, until }) => from <= until, { path: ['until'], message: 'invalid' }),
  async run(context): Promise<{ calibration_id: string; drawn: number }> {
    const { tx, input, now } = context;
    const { city_id, authority_id, unit_id, from, until, size } = input;
    const { actor, city, framed } = await placeToDraw(context);
    // Who attended one of them could not judge: where it can be, it is of nobody who reviews there.
    const apart = { ...framed, shared_without: [...(await reviewersAt(tx, city, framed)), actor.user_id] };
    const isApart = (await frameOf(tx, apart)).size > 0;
    const shared = isApart ? apart : { ...framed, shared_without: [actor.user_id] };
    const frame = await frameOf(tx, shared);
    const seed = randomBytes(8).toString('hex');
    const drawn = await drawSome(tx, shared, { seed, size });
    if (drawn.length === 0) throw new Refused('nothing_to_review');
    const calibration_id = newId();
    const calibration = {
      ...{ id: calibration_id, city_id, authority_id, unit_id, from_on: from, until_on: until, seed },
      ...{ frame_size: frame.size, frame_hash: frame.hash, opened_at: now, opened_by: actor.user_id },
      form_version: await formVersion(tx, city_id),
    };
    const items = drawn.map((one, at) => ({
      ...{ id: newId(), calibration_id, authority_id, place: at + 1 },
      ...one,
    }));
    await insertTogether(tx, [
      rowsFor('quality_calibrations', [calibration]),
      rowsFor('quality_calibration_items', items),
    ]);
    return { calibration_id, drawn: drawn.length };
  },
});
