import { answerReview } from '../src/actions/quality/answer-review.ts';
import { drawSample } from '../src/actions/quality/draw-sample.ts';
import { compareCalibration, scoreCalibration } from '../src/actions/quality/calibrate.ts';
import { openCalibration } from '../src/actions/quality/open-calibration.ts';
import { submitReview } from '../src/actions/quality/review-interaction.ts';
import { endInteraction } from '../src/actions/interactions/end-interaction.ts';
import { newId } from '../src/store/ids.ts';
import type { Town } from './town.ts';

type Whole = Parameters<typeof endInteraction>[2];

/** A call that was over some minutes ago, of an agent of Iztapalapa unless said. */
export async function anEndedCall(
  town: Town,
  { by = 'agent.iztapalapa', ...part }: Partial<Whole> & { by?: string } = {},
): Promise<string> {
  const interaction_id = newId();
  const now = Date.parse(town.app.now());
  await endInteraction(town.app, town.staff[by]!, {
    ...{ interaction_id, city_id: town.city_id, channel: 'phone', kind: 'information', wrap_up: 'answered' },
    started_at: new Date(now - 300_000).toISOString(),
    ended_at: new Date(now - 180_000).toISOString(),
    ...part,
  });
  return interaction_id;
}

/** Everything of Iztapalapa that was never drawn, drawn today by its supervisor. @returns ids of the reviews, the new ones */
export async function drawnReviews(town: Town, per_stratum = 20): Promise<string[]> {
  const day = town.app.now().slice(0, 10);
  const { sample_id } = await drawSample(town.app, town.staff['supervisor.iztapalapa']!, {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, per_stratum },
    ...{ from: day, until: day },
  });
  const rows = await town.asSystem((tx) =>
    tx.selectFrom('quality_reviews').select('id').where('sample_id', '=', sample_id).orderBy('id').execute(),
  );
  return rows.map(({ id }) => id);
}

/** Every criterion of the usual form met. */
export const allMet = {
  values: {
    ...({ greeting: 'yes', listening: 'yes', right_answer: 'yes', clarity: 'yes', record: 'yes' } as const),
  },
  errors: [],
  reasons: {},
};

/** A review of a new call of the agent of Iztapalapa: drawn, submitted by their supervisor, or contested by the agent. */
export async function aReview(
  town: Town,
  state: 'to_review' | 'submitted' | 'contested' = 'to_review',
): Promise<string> {
  const interaction_id = await anEndedCall(town);
  await drawnReviews(town);
  // Others may have been drawn with it.
  const { id: review_id } = await town.asSystem((tx) =>
    tx
      .selectFrom('quality_reviews')
      .select('id')
      .where('interaction_id', '=', interaction_id)
      .executeTakeFirstOrThrow(),
  );
  if (state === 'to_review') return review_id;
  const supervisor = town.staff['supervisor.iztapalapa']!;
  await submitReview(town.app, supervisor, {
    review_id,
    form_version: 0,
    marks: allMet,
    feedback: 'Muy bien',
  });
  if (state === 'contested')
    await answerReview(town.app, town.staff['agent.iztapalapa']!, {
      ...{ review_id, contests: true, words: 'No estoy de acuerdo' },
    });
  return review_id;
}

/** A calibration of so many new calls of the agent of Iztapalapa, opened by their supervisor. */
export async function aCalibration(
  town: Town,
  size: number,
): Promise<{ calibration_id: string; item_id: string }> {
  for (let n = 0; n < size; n += 1) await anEndedCall(town);
  const day = town.app.now().slice(0, 10);
  const { calibration_id } = await openCalibration(town.app, town.staff['supervisor.iztapalapa']!, {
    ...{ city_id: town.city_id, authority_id: town.authorities['iztapalapa']!, size: 10 },
    ...{ from: day, until: day },
  });
  const { id: item_id } = await town.asSystem((tx) =>
    tx
      .selectFrom('quality_calibration_items')
      .select('id')
      .where('calibration_id', '=', calibration_id)
      .where('place', '=', 1)
      .executeTakeFirstOrThrow(),
  );
  return { calibration_id, item_id };
}

/** The same, of one call, which three who review there have judged: compared or not. */
export async function aJudgedCalibration(town: Town, is_compared: boolean) {
  const made = await aCalibration(town, 1);
  const { calibration_id } = made;
  for (const who of ['supervisor.iztapalapa', 'marta', 'unit_head.iztapalapa'])
    await scoreCalibration(town.app, town.staff[who]!, { ...made, marks: allMet });
  if (is_compared) await compareCalibration(town.app, town.staff['marta']!, { calibration_id });
  return { id: calibration_id, item_id: made.item_id };
}
