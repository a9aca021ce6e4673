import { useState } from 'react';
import type { Marks } from '../../../core/quality/score.ts';
import type { QualityReviewPage } from '../../api.generated.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { TextArea } from '../../ui/Field.tsx';
import { isMissing, MarkFields, PointsSoFar } from './Marks.tsx';

const refresh = [['quality']];

/** Marks an interaction; what was typed survives a reload and a form that changed meanwhile. */
export function MarkForm({ review }: { review: QualityReviewPage }) {
  const { t } = useWords();
  const { id, form, form_version } = review;
  const [isAside, setAside] = useState(false);
  const draft = useDraft<{ marks: Marks; feedback: string }>(`review.${id}`, {
    marks: review.marks ?? { values: {}, errors: [], reasons: {} },
    feedback: review.feedback ?? '',
  });
  const { marks, feedback } = draft.value;
  const submit = useWrite('submit_review', {
    refresh,
    done: () => {
      draft.clear();
      announce({ text: t('console.quality.submitted') });
    },
  });
  const missing = isMissing(form, marks) || feedback.trim() === '';
  return (
    <section className="card stack" aria-labelledby="review-mark">
      <h2 id="review-mark">{t('console.quality.mark')}</h2>
      <MarkFields form={form} value={marks} onChange={(value) => draft.change({ marks: value })} />
      <TextArea
        {...{ label: t('console.quality.feedback'), help: t('console.quality.feedback_help'), rows: 4 }}
        {...{ value: feedback, maxLength: 2000 }}
        onChange={({ target }) => draft.change({ feedback: target.value })}
      />
      <PointsSoFar form={form} value={marks} />
      <div className="row">
        <Button
          look="primary"
          icon="send"
          isBusy={submit.isPending}
          reason={missing ? t('console.fill_in') : null}
          onClick={() =>
            submit.mutate({
              params: { id },
              body: { form_version, marks: { ...marks, errors: [...marks.errors] }, feedback },
            })
          }
        >
          {t('console.quality.submit')}
        </Button>
        <Button onClick={() => setAside(true)}>{t('console.quality.aside')}</Button>
      </div>
      {isAside && <AsideDialog id={id} onClose={() => setAside(false)} />}
    </section>
  );
}

function AsideDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const write = useWrite('set_review_aside', {
    refresh,
    done: () => {
      announce({ text: t('console.quality.aside_done') });
      onClose();
    },
  });
  return (
    <DialogBox
      title={t('console.quality.aside_title')}
      onClose={onClose}
      foot={
        <Button
          look="primary"
          isBusy={write.isPending}
          reason={reason.trim() === '' ? t('console.fill_in') : null}
          onClick={() => write.mutate({ params: { id }, body: { reason } })}
        >
          {t('console.quality.aside')}
        </Button>
      }
    >
      <TextArea
        {...{ label: t('console.quality.aside_reason'), help: t('console.quality.aside_help'), rows: 3 }}
        {...{ value: reason, maxLength: 2000 }}
        onChange={({ target }) => setReason(target.value)}
      />
    </DialogBox>
  );
}
