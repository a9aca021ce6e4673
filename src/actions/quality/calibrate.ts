import { z } from 'zod';
import { permits } from '../../core/access/actor.ts';
import {
  compareCalibration as decideComparing,
  finishedAll,
  giveUpCalibration as decideGivingUp,
  keepReference as decideKeeping,
  scoreCalibration as decideScoring,
} from '../../core/quality/calibration.ts';
import { freeItems, itemsOf, judgedBy, keepScore, lockCalibration } from '../../store/calibrations.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { defineAction, type ActionContext } from '../action.ts';
import { orRefuse, Refused } from '../refused.ts';
import { marksGiven } from './marks-given.ts';
import { formOfCity, judged } from './review-place.ts';

/**
 * How one who reviews there judges an interaction of a calibration; until they are compared it can be given anew, and
 * nobody else sees it.
 * @throws Refused `not_found`, `review_not_open` once they were compared, `invalid_input`
 */
export const scoreCalibration = defineAction({
  name: 'score-quality-calibration',
  permission: 'quality.review',
  input: z.object({ calibration_id: z.uuid(), item_id: z.uuid(), marks: marksGiven }),
  async run(context): Promise<{ item_id: string; score: number }> {
    const { tx, input, now } = context;
    const { row, city, actor, items } = await calibrationToJudge(context);
    if (!items.some(({ id }) => id === input.item_id)) throw new Refused('not_found');
    orRefuse(decideScoring(row.compared_at !== null));
    const { form } = await formOfCity(tx, { city }, row.form_version);
    const given = judged(form, input.marks);
    const { item_id } = input;
    const { authority_id } = row;
    await keepScore(tx, { item_id, authority_id, reviewer_id: actor.user_id, scored_at: now, ...given });
    return { item_id, score: given.score };
  },
});

/**
 * Shows those who judged where they differ; from then on no mark changes. One of them does.
 * @throws Refused `not_found`, `review_not_open` for one that was compared, `calibration_needs_two`, `calibration_not_judged`
 */
export const compareCalibration = defineAction({
  name: 'compare-quality-calibration',
  permission: 'quality.review',
  input: z.object({ calibration_id: z.uuid() }),
  async run(context): Promise<{ calibration_id: string }> {
    const { tx, input, now } = context;
    const { row, actor, items } = await calibrationToJudge(context);
    const finished = finishedAll(await judgedBy(tx, row.id), items.length);
    orRefuse(decideComparing({ is_compared: row.compared_at !== null, finished }, actor.user_id));
    await tx
      .updateTable('quality_calibrations')
      .set({ compared_at: now, compared_by: actor.user_id })
      .where('id', '=', row.id)
      .execute();
    return input;
  },
});

/**
 * Keeps what those who judged agreed on after they compared, and why: once for each interaction.
 * @throws Refused `not_found`, `review_not_open` before they were compared or once it is kept, `calibration_not_judged` for
 * who was none of them, `invalid_input`
 */
export const keepReference = defineAction({
  name: 'keep-quality-reference',
  permission: 'quality.review',
  input: z.object({
    calibration_id: z.uuid(),
    item_id: z.uuid(),
    marks: marksGiven,
    words: z.string().trim().min(1, 'required').max(2000),
  }),
  async run(context): Promise<{ item_id: string; score: number }> {
    const { tx, input, now } = context;
    const { row, city, actor, items } = await calibrationToJudge(context);
    const item = items.find(({ id }) => id === input.item_id);
    if (item === undefined) throw new Refused('not_found');
    const finished = finishedAll(await judgedBy(tx, row.id), items.length);
    const standing = { is_compared: row.compared_at !== null, finished, is_kept: item.kept_at !== null };
    orRefuse(decideKeeping(standing, actor.user_id));
    const { form } = await formOfCity(tx, { city }, row.form_version);
    const { marks, score, passes } = judged(form, input.marks);
    await tx
      .updateTable('quality_calibration_items')
      .set({
        ...{ reference_marks: marks, reference_score: score, reference_passes: passes },
        ...{ reference_words: input.words, kept_at: now, kept_by: actor.user_id },
      })
      .where('id', '=', item.id)
      .execute();
    return { item_id: item.id, score };
  },
});

/**
 * Gives up one that nobody compared yet: its interactions can be drawn again, and what was judged in it is gone.
 * @throws Refused `not_found`, `forbidden` for who did not open it, `review_not_open` once it was compared
 */
export const giveUpCalibration = defineAction({
  name: 'give-up-quality-calibration',
  permission: 'quality.review',
  input: z.object({ calibration_id: z.uuid() }),
  async run(context): Promise<{ calibration_id: string }> {
    const { tx, input, now } = context;
    const { row, actor } = await calibrationToJudge(context);
    const is_own = row.opened_by === actor.user_id;
    orRefuse(decideGivingUp({ is_compared: row.compared_at !== null, is_own }));
    await freeItems(tx, row.id);
    await tx.updateTable('quality_calibrations').set({ given_up_at: now }).where('id', '=', row.id).execute();
    return input;
  },
});

/** A calibration, locked, for who reviews there and attended nothing of it. @throws Refused `not_found`, `sign_in_needed` */
async function calibrationToJudge({
  tx,
  actor,
  input,
}: Pick<ActionContext<{ calibration_id: string }>, 'tx' | 'actor' | 'input'>) {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const row = await lockCalibration(tx, input.calibration_id);
  if (row === null || !permits(actor, 'quality.review', row)) throw new Refused('not_found');
  const city = await cityConfiguration(tx, row.city_id);
  const items = await itemsOf(tx, row.id);
  if (city === null || items.some(({ agent_id }) => agent_id === actor.user_id))
    throw new Refused('not_found');
  return { row, city, actor, items };
}
