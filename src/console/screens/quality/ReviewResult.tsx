import type { Marks } from '../../../core/quality/score.ts';
import type { QualityReviewPage } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';

/** How it was judged and why, what was answered, and how it was settled. */
export function ReviewResult({ review }: { review: QualityReviewPage }) {
  const { t } = useWords();
  const { form, marks } = review;
  return (
    <section className="card stack" aria-labelledby="review-result">
      <h2 id="review-result">{t('console.quality.marks')}</h2>
      {marks !== null && review.state !== 'set_aside' && <MarksShown form={form} marks={marks} />}
      {review.feedback !== null && (
        <Said
          title={t(
            review.state === 'set_aside' ? 'console.quality.aside_reason' : 'console.quality.feedback',
          )}
          by={review.reviewer?.name}
          words={review.feedback}
        />
      )}
      {review.answer !== null && (
        <Said
          title={t(
            review.state === 'acknowledged' ? 'console.quality.words' : 'console.quality.contested_because',
          )}
          by={review.agent.name}
          words={review.answer}
        />
      )}
      {review.ruling !== null && (
        <Said title={t('console.quality.ruling')} by={review.settled_by ?? undefined} words={review.ruling} />
      )}
    </section>
  );
}

/** Marks with their reasons, and critical errors. */
export function MarksShown({ form, marks }: { form: QualityReviewPage['form']; marks: Marks }) {
  const { t, code } = useWords();
  const errors = form.critical_errors.filter((one) => marks.errors.includes(one.code));
  return (
    <ul className="review-marks">
      {form.criteria.map((one) => (
        <li key={one.code}>
          <strong>{code('console.quality.mark_values', marks.values[one.code] ?? '')}</strong> {one.name}{' '}
          <span className="soft small">{t('console.quality.weight', { weight: one.weight })}</span>
          {marks.reasons[one.code] && <p>{marks.reasons[one.code]}</p>}
        </li>
      ))}
      {errors.map((one) => (
        <li key={one.code}>
          <strong>{t('console.quality.critical_word')}:</strong> {one.name}
          <p>{marks.reasons[one.code]}</p>
        </li>
      ))}
    </ul>
  );
}

export function Said({ title, by, words }: { title: string; by: string | undefined; words: string }) {
  return (
    <div>
      <h3>{title}</h3>
      <p className="review-said">{words}</p>
      <p className="soft small">{by}</p>
    </div>
  );
}
