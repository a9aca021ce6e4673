import { permits } from '../../core/access/actor.ts';
import { localDateOf } from '../../core/deadlines/plain-date.ts';
import { languageOf } from '../../core/language/sentences.ts';
import { usualForm, type QualityForm } from '../../core/quality/form.ts';
import type { Review, ReviewState } from '../../core/quality/review.ts';
import { faultsOfMarks, marksOfForm, scoreOf, type Marks } from '../../core/quality/score.ts';
import { cityConfiguration } from '../../store/city-configuration.ts';
import { drawOneAfterAnother, formVersion, keptForm, lockReview } from '../../store/quality.ts';
import type { ActionContext } from '../action.ts';
import { Refused } from '../refused.ts';

type Context = Pick<ActionContext<{ review_id: string }>, 'tx' | 'actor' | 'input'>;

/** A review, locked, as core sees it. @throws Refused `not_found`, `sign_in_needed` */
export async function lockedReview({ tx, actor, input }: Context) {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const row = await lockReview(tx, input.review_id);
  const city = row === null ? null : await cityConfiguration(tx, row.city_id);
  if (row === null || city === null) throw new Refused('not_found');
  const review: Review = {
    ...{ state: row.state as ReviewState, agent_id: row.agent_id, reviewer_id: row.reviewer_id },
    contest_until: row.contest_until,
    submitted_on: row.submitted_at === null ? null : localDateOf(row.submitted_at, city.city.time_zone),
  };
  return { row, city, review, actor };
}
export type LockedReview = Awaited<ReturnType<typeof lockedReview>>;

/** The same, for who reviews there. What lies elsewhere does not exist. @throws Refused `not_found`, `sign_in_needed` */
export async function reviewToJudge(context: Context): Promise<LockedReview> {
  const locked = await lockedReview(context);
  if (!permits(locked.actor, 'quality.review', locked.row)) throw new Refused('not_found');
  return locked;
}

/** Where and when to draw from. */
interface DrawnFrom {
  readonly city_id: string;
  readonly authority_id: string;
  readonly unit_id: string | null;
  readonly from: string;
  readonly until: string;
}

/**
 * A place of the city where the actor reviews, with the period to draw from; two who draw at once wait for each other.
 * @throws Refused `not_found`, `forbidden`, `sign_in_needed`
 */
export async function placeToDraw({
  tx,
  actor,
  input,
}: Pick<ActionContext<DrawnFrom>, 'tx' | 'actor' | 'input'>) {
  if (actor.kind !== 'staff') throw new Refused('sign_in_needed');
  const { city_id, authority_id, unit_id, from, until } = input;
  const city = await cityConfiguration(tx, city_id);
  const isPlace =
    city?.authorities.has(authority_id) === true &&
    (unit_id === null || city.units.get(unit_id)?.authority_id === authority_id);
  if (!isPlace) throw new Refused('not_found');
  if (!permits(actor, 'quality.review', { city_id, authority_id, unit_id })) throw new Refused('forbidden');
  await drawOneAfterAnother(tx, city_id);
  const framed = { city_id, authority_id, unit_id, from, until, time_zone: city.city.time_zone };
  return { actor, city, framed };
}

/** The form of a version of the city, or the one in force. */
export async function formOfCity(
  tx: Context['tx'],
  { city }: Pick<LockedReview, 'city'>,
  version?: number,
): Promise<{ version: number; form: QualityForm }> {
  const asked = version ?? (await formVersion(tx, city.city.id));
  const kept = await keptForm(tx, city.city.id, asked);
  return { version: asked, form: kept ?? usualForm(languageOf(city.city.locale)) };
}

/** The marks as they are kept, with their points. @throws Refused `invalid_input` with what is missing */
export function judged(form: QualityForm, given: Marks) {
  const marks = marksOfForm(form, given);
  const faults = faultsOfMarks(form, marks);
  const result = scoreOf(form, marks);
  if (result === null || Object.keys(faults).length > 0) throw new Refused('invalid_input', {}, faults);
  return { marks: JSON.stringify(marks), ...result };
}
