import { sql } from 'kysely';
import type { Reader, Tx } from './database.ts';

/** The calibration, locked; null where there is none, or it was given up. */
export async function lockCalibration(tx: Tx, id: string) {
  const row = await tx
    .selectFrom('quality_calibrations')
    .selectAll()
    .where('id', '=', id)
    .where('given_up_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** What is judged in it, in order. */
export function itemsOf(reader: Reader, calibration_id: string) {
  return reader
    .selectFrom('quality_calibration_items')
    .select(['id', 'agent_id', 'kept_at'])
    .where('calibration_id', '=', calibration_id)
    .orderBy('place')
    .execute();
}

/** How many of its interactions each one has judged. */
export async function judgedBy(reader: Reader, calibration_id: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ reviewer_id: string; n: number }>`
    select c.reviewer_id, count(*) as n from quality_calibration_scores c
      join quality_calibration_items i on i.id = c.item_id
    where i.calibration_id = ${calibration_id} group by 1`.execute(reader);
  return new Map(rows.map(({ reviewer_id, n }) => [reviewer_id, n]));
}

/** Lets its interactions be drawn again. */
export async function freeItems(tx: Tx, calibration_id: string): Promise<void> {
  await sql`delete from quality_calibration_scores
    where item_id in (select id from quality_calibration_items where calibration_id = ${calibration_id})`.execute(
    tx,
  );
  await tx.deleteFrom('quality_calibration_items').where('calibration_id', '=', calibration_id).execute();
}

export interface CalibrationScore {
  readonly item_id: string;
  readonly authority_id: string;
  readonly reviewer_id: string;
  readonly marks: string;
  readonly score: number;
  readonly passes: boolean;
  readonly scored_at: string;
}

/** Keeps how somebody judged, in place of how they judged before. */
export async function keepScore(tx: Tx, score: CalibrationScore): Promise<void> {
  const { marks, score: points, passes, scored_at } = score;
  await tx
    .insertInto('quality_calibration_scores')
    .values(score)
    .onConflict((conflict) =>
      conflict.columns(['item_id', 'reviewer_id']).doUpdateSet({ marks, score: points, passes, scored_at }),
    )
    .execute();
}
