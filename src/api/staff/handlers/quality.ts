import { Readable } from 'node:stream';
import { answerReview } from '../../../actions/quality/answer-review.ts';
import { drawSample } from '../../../actions/quality/draw-sample.ts';
import {
  setReviewAside,
  settleReview,
  submitReview,
  undoReview,
} from '../../../actions/quality/review-interaction.ts';
import { saveQualityForm } from '../../../actions/quality/save-form.ts';
import { localDateOf } from '../../../core/deadlines/plain-date.ts';
import { exportReviews } from '../../../queries/staff/export-reviews.ts';
import { qualityForm, qualityReview } from '../../../queries/staff/quality-review.ts';
import { listReviews } from '../../../queries/staff/quality-reviews.ts';
import { qualitySamples } from '../../../queries/staff/quality-samples.ts';
import { qualityTrend } from '../../../queries/staff/quality-trend.ts';
import { actorOf, askerOf, cityOfCall, orNotFound, orWrongCursor, type Handlers } from '../call.ts';
import type { qualityRoutes } from '../contract/routes-quality.ts';
import { csvOf } from '../spreadsheet.ts';

export const qualityHandlers: Pick<Handlers, keyof typeof qualityRoutes> = {
  async list_reviews(call) {
    return orWrongCursor(await listReviews(call.app, await askerOf(call), call.query));
  },
  async get_review(call) {
    return orNotFound(await qualityReview(call.app, await askerOf(call), call.params.id)) as never;
  },
  async submit_review(call) {
    const input = { ...call.body, review_id: call.params.id };
    return submitReview(call.app, actorOf(call), input, call.idempotency);
  },
  async undo_review(call) {
    return undoReview(call.app, actorOf(call), { review_id: call.params.id }, call.idempotency);
  },
  async set_review_aside(call) {
    const input = { ...call.body, review_id: call.params.id };
    return setReviewAside(call.app, actorOf(call), input, call.idempotency);
  },
  async answer_review(call) {
    const input = { ...call.body, review_id: call.params.id };
    return answerReview(call.app, actorOf(call), input, call.idempotency);
  },
  async settle_review(call) {
    const input = { ...call.body, review_id: call.params.id };
    return settleReview(call.app, actorOf(call), input as never, call.idempotency);
  },
  async list_quality_samples(call) {
    return qualitySamples(call.app, await askerOf(call));
  },
  async draw_quality_sample(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return drawSample(call.app, actorOf(call), input as never, call.idempotency);
  },
  async get_quality_trend(call) {
    return qualityTrend(call.app, await askerOf(call));
  },
  async export_reviews(call) {
    const asker = await askerOf(call);
    const name = `calidad-${localDateOf(call.app.now(), asker.city.city.time_zone)}.csv`;
    return call.reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff')
      .send(Readable.from(csvOf(exportReviews(call.app, asker)), { highWaterMark: 1 }));
  },
  async get_quality_form(call) {
    return qualityForm(call.app, await askerOf(call)) as never;
  },
  async save_quality_form(call) {
    const input = { ...call.body, city_id: (await cityOfCall(call)).city.id };
    return saveQualityForm(call.app, actorOf(call), input, call.idempotency);
  },
};
