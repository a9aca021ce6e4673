import { longDate } from '../../../core/language/format.ts';
import type { QualityReviewPage } from '../../api.generated.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';

/** Who was reviewed says that they have read it, or contests it, for which there is a last day. */
export function AnswerForm({ review }: { review: QualityReviewPage }) {
  const { t, manner } = useWords();
  const { id, contest_until: until, today } = review;
  const draft = useDraft(`review-answer.${id}`, { words: '' });
  const { words } = draft.value;
  const answer = useWrite('answer_review', {
    refresh: [['quality']],
    done: () => {
      draft.clear();
      announce({ text: t('console.quality.answered') });
    },
  });
  const isLate = until !== null && today > until;
  const limit =
    until === null
      ? null
      : t(isLate ? 'console.quality.contest_late' : 'console.quality.contest_until', {
          date: longDate(until, manner),
        });
  const send = (contests: boolean) => answer.mutate({ params: { id }, body: { contests, words } });
  return (
    <section className="card stack" aria-labelledby="review-answer">
      <h2 id="review-answer">{t('console.quality.answer_title')}</h2>
      {limit !== null && <p>{limit}</p>}
      <p className="soft">{t('console.quality.answer_help')}</p>
      <TextArea
        {...{ label: t('console.quality.words'), rows: 3, value: words, maxLength: 2000 }}
        onChange={({ target }) => draft.change({ words: target.value })}
      />
      <div className="row">
        <Button look="primary" icon="check" isBusy={answer.isPending} onClick={() => send(false)}>
          {t('console.quality.read')}
        </Button>
        <Button
          icon="flag"
          isBusy={answer.isPending}
          reason={isLate ? limit : words.trim() === '' ? t('console.quality.contest_needs') : null}
          onClick={() => send(true)}
        >
          {t('console.quality.contest')}
        </Button>
      </div>
    </section>
  );
}
