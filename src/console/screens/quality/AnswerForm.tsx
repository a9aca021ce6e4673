import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { TextArea } from '../../ui/Field.tsx';

/** Who was reviewed says that they have read it, or contests it. */
export function AnswerForm({ id }: { id: string }) {
  const { t } = useWords();
  const draft = useDraft(`atiende.review-answer.${id}`, { words: '' });
  const { words } = draft.value;
  const answer = useWrite('answer_review', {
    refresh: [['quality']],
    done: () => {
      draft.clear();
      announce({ text: t('console.quality.answered') });
    },
  });
  const send = (contests: boolean) => answer.mutate({ params: { id }, body: { contests, words } });
  return (
    <section className="card stack" aria-labelledby="review-answer">
      <h2 id="review-answer">{t('console.quality.answer_title')}</h2>
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
          reason={words.trim() === '' ? t('console.quality.contest_needs') : null}
          onClick={() => send(true)}
        >
          {t('console.quality.contest')}
        </Button>
      </div>
    </section>
  );
}
