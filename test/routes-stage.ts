import { inTransaction } from '../src/store/database.ts';
import { aJudgedCalibration, anEndedCall, aReview } from './a-review.ts';
import { aCast, type Cast, type CastMember } from './routes-cast.ts';

/** The town and its people that every request is made in; there once `enterCast` was. */
export let cast: Cast;
export let submitted_review: string;
export let contested_review: string;
export let judged_calibration: { id: string; item_id: string };
export let compared_calibration: { id: string; item_id: string };

export async function enterCast(): Promise<void> {
  cast = await aCast();
  submitted_review = await aReview(cast.town, 'submitted');
  contested_review = await aReview(cast.town, 'contested');
  judged_calibration = await aJudgedCalibration(cast.town, false);
  compared_calibration = await aJudgedCalibration(cast.town, true);
  // One that was never drawn, to be drawn.
  await anEndedCall(cast.town);
}

export interface Asking {
  readonly params?: Record<string, string>;
  readonly body?: object;
  readonly query?: Record<string, string>;
}
export type Special = Asking | ((member: CastMember) => Promise<Asking> | Asking);

export const asSystem = <T>(work: Parameters<typeof inTransaction<T>>[2]) =>
  inTransaction(cast.app.database, { kind: 'system' }, work);
