import type { Marks } from '../../../core/quality/score.ts';
import type { QualityReviewPage } from '../../api.generated.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { Choices, TextArea } from '../../ui/Field.tsx';
import { isMissing, MarkFields, PointsSoFar } from './Marks.tsx';

/** Decides a contested review: it stays, or is marked otherwise by the form it was made with. */
export function RulingForm({ review }: { review: QualityReviewPage }) {
  const { t } = useWords();
  const draft = useDraft<{ marks: Marks; ruling: string; changes: boolean }>(`ruling.${review.id}`, {
    marks: review.marks ?? { values: {}, errors: [], reasons: {} },
    ...{ ruling: '', changes: false },
  });
  const { marks, ruling, changes } = draft.value;
  const settle = useWrite('settle_review', {
    refresh: [['quality']],
    done: () => {
      draft.clear();
      announce({ text: t('console.quality.ruled') });
    },
  });
  const missing = ruling.trim() === '' || (changes && isMissing(review.form, marks));
  return (
    <section className="card stack" aria-labelledby="review-ruling">
      <h2 id="review-ruling">{t('console.quality.ruling_title')}</h2>
      <Choices
        {...{ legend: t('console.quality.points'), name: 'ruling', value: changes ? 'change' : 'keep' }}
        options={(['keep', 'change'] as const).map((value) => ({
          value,
          label: t(`console.quality.${value}`),
        }))}
        onChange={(value) => draft.change({ changes: value === 'change' })}
      />
      {changes && (
        <>
          <MarkFields form={review.form} value={marks} onChange={(value) => draft.change({ marks: value })} />
          <PointsSoFar form={review.form} value={marks} />
        </>
      )}
      <TextArea
        {...{ label: t('console.quality.ruling'), rows: 3, value: ruling, maxLength: 2000 }}
        onChange={({ target }) => draft.change({ ruling: target.value })}
      />
      <div className="row">
        <Button
          look="primary"
          isBusy={settle.isPending}
          reason={missing ? t('console.fill_in') : null}
          onClick={() =>
            settle.mutate({
              params: { id: review.id },
              body: { ruling, marks: changes ? { ...marks, errors: [...marks.errors] } : null },
            })
          }
        >
          {t('console.quality.ruling_title')}
        </Button>
      </div>
    </section>
  );
}
