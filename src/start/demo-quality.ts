import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../actions/app.ts';
import { answerReview } from '../actions/quality/answer-review.ts';
import { compareCalibration, keepReference, scoreCalibration } from '../actions/quality/calibrate.ts';
import { drawSample } from '../actions/quality/draw-sample.ts';
import { openCalibration } from '../actions/quality/open-calibration.ts';
import { submitReview } from '../actions/quality/review-interaction.ts';
import { addDays, instantAt, localDateOf } from '../core/deadlines/plain-date.ts';
import { usualForm } from '../core/quality/form.ts';
import type { MarkValue } from '../core/quality/score.ts';
import { reading } from '../store/database.ts';
import { memberOfStaff } from './demo-story.ts';

const days = z.number().int().min(0);
const reasons = z.record(z.string(), z.string()).default({});
const marked = z.object({ partly: reasons, no: reasons });
type Marked = z.output<typeof marked>;
const told = z.object({
  ...{ authority: z.string(), by: z.string(), from: days, until: days, drawn: days },
  per_stratum: z.number().int(),
  reviews: z.array(
    z.object({
      ...{ reviewed: days, marks: marked, feedback: z.string() },
      answer: z.object({ days, contests: z.boolean(), words: z.string() }).nullable(),
    }),
  ),
  calibration: z.object({
    ...{ drawn: days, judged: days, compared: days },
    judges: z.array(z.object({ by: z.string(), marks: z.array(marked) })),
    reference: z.object({ by: z.string(), marks: marked, words: z.string() }),
  }),
});
type Told = z.output<typeof told>;

const time_zone = 'America/Mexico_City';

interface Teller {
  readonly app: App;
  /** The product as it was so many days ago, before noon of the city; never later than now. */
  readonly ago: (days: number) => App;
  readonly place: { readonly city_id: string; readonly authority_id: string };
  readonly period: { readonly from: string; readonly until: string };
}

/**
 * Draws made-up interactions, has them judged and answered, and has two people judge some alike, through the very
 * actions that real ones go through. Told once: each has an idempotency key of its own.
 */
export async function tellQuality(
  app: App,
  { file, city_id }: { file: string; city_id: string },
): Promise<void> {
  const story = told.parse(parse(await readFile(file, 'utf8')));
  const now = app.now();
  const today = localDateOf(now, time_zone);
  const ago = (back: number): App => {
    const at = instantAt(addDays(today, -back), '11:30', time_zone);
    return { ...app, now: () => (Date.parse(at) < Date.parse(now) ? at : now) };
  };
  const authority_id = await idOfAuthority(app, { city_id, code: story.authority });
  const begun = await periodBegun(app, authority_id);
  const period = begun ?? { from: addDays(today, -story.from), until: addDays(today, -story.until) };
  const teller = { app, ago, place: { city_id, authority_id }, period };
  await tellReviews(teller, story);
  await tellCalibration(teller, story);
}

/** The period of what a start drew that was cut short, perhaps on another day: this one goes on with the same. */
const periodBegun = (app: App, authority_id: string) =>
  reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('quality_samples')
      .select(['from_on as from', 'until_on as until'])
      .where('authority_id', '=', authority_id)
      .orderBy('drawn_at')
      .limit(1)
      .executeTakeFirst(),
  );

async function tellReviews({ app, ago, place, period }: Teller, story: Told): Promise<void> {
  const reviewer = await memberOfStaff(app, story.by);
  const drawing = { ...place, ...period, per_stratum: story.per_stratum };
  const key = 'quality/draw';
  const { sample_id } = await drawSample(ago(story.drawn), reviewer, drawing, { idempotency_key: key });
  const drawn = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('quality_reviews as r')
      .innerJoin('users as u', 'u.id', 'r.agent_id')
      .select(['r.id', 'u.email'])
      .where('r.sample_id', '=', sample_id)
      .orderBy('r.id')
      .execute(),
  );
  for (const [at, { reviewed, marks, feedback, answer }] of story.reviews.entries()) {
    const review = drawn[at];
    if (review === undefined) return;
    const given = { review_id: review.id, form_version: 0, marks: asMarks(marks), feedback };
    await submitReview(ago(reviewed), reviewer, given, { idempotency_key: `quality/${at}` });
    if (answer === null) continue;
    const agent = await memberOfStaff(app, review.email!);
    const said = { review_id: review.id, contests: answer.contests, words: answer.words };
    await answerReview(ago(answer.days), agent, said, { idempotency_key: `quality/${at}/answer` });
  }
}

async function tellCalibration({ app, ago, place, period }: Teller, story: Told): Promise<void> {
  const { drawn, judged, compared, judges, reference } = story.calibration;
  const opener = await memberOfStaff(app, story.by);
  const size = judges[0]?.marks.length ?? 0;
  const key = (part: string) => ({ idempotency_key: `quality/calibration/${part}` });
  const opening = { ...place, ...period, size };
  const { calibration_id } = await openCalibration(ago(drawn), opener, opening, key('open'));
  const items = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('quality_calibration_items')
      .select('id')
      .where('calibration_id', '=', calibration_id)
      .orderBy('place')
      .execute(),
  );
  for (const { by, marks } of judges) {
    const judge = await memberOfStaff(app, by);
    for (const [at, { id: item_id }] of items.entries()) {
      const given = { calibration_id, item_id, marks: asMarks(marks[at] ?? marked.parse({})) };
      await scoreCalibration(ago(judged), judge, given, key(`${by}/${at}`));
    }
  }
  const keeper = await memberOfStaff(app, reference.by);
  await compareCalibration(ago(compared), keeper, { calibration_id }, key('compare'));
  const kept = { calibration_id, item_id: items[0]!.id, words: reference.words };
  await keepReference(ago(compared), keeper, { ...kept, marks: asMarks(reference.marks) }, key('reference'));
}

/** Marks by the form that comes with the product: met, unless said why not. */
function asMarks({ partly, no }: Marked) {
  const valueOf = (code: string): MarkValue => (code in no ? 'no' : code in partly ? 'partly' : 'yes');
  const values = Object.fromEntries(usualForm('es').criteria.map(({ code }) => [code, valueOf(code)]));
  return { values, errors: [], reasons: { ...partly, ...no } };
}

async function idOfAuthority(app: App, { city_id, code }: { city_id: string; code: string }) {
  const { id } = await reading(app.database, { kind: 'system' }, (reader) =>
    reader
      .selectFrom('authorities')
      .select('id')
      .where('city_id', '=', city_id)
      .where('code', '=', code)
      .executeTakeFirstOrThrow(),
  );
  return id;
}
