import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { shortDate } from '../../../core/language/format.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { announce } from '../../layout/toasts.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

const refresh = [['missing-answers']];

/** What people searched and nobody answers, most searched first. */
export function MissingAnswers() {
  const { t, count, manner } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['missing-answers'],
    queryFn: ({ signal }) => call('list_missing_answers', { signal }),
  });
  const back = useWrite('settle_missing_answer', { refresh });
  const settle = useWrite('settle_missing_answer', {
    refresh,
    done: (_reply, { params }) =>
      announce({
        text: t('console.knowledge.settled'),
        action: { label: t('console.undo'), run: () => back.mutate({ params, body: { settled: false } }) },
      }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <p className="soft">{t('console.knowledge.missing_help', { times: data.shown_from })}</p>
      {data.items.length === 0 && <Empty icon="done" title={t('console.knowledge.empty.missing')} />}
      <ul className="stack">
        {data.items.map(({ id, words, portal_times, console_times, last_on }) => (
          <li key={id} className="card row wrap">
            <span className="grow">
              <strong>{words}</strong>
              <br />
              <span className="soft small">
                {count('console.knowledge.searched', portal_times + console_times)} ·{' '}
                {t('console.knowledge.doors', { portal: portal_times, console: console_times })} ·{' '}
                {t('console.knowledge.last_on', { day: shortDate(last_on, manner) })}
              </span>
            </span>
            <Link to="/knowledge" search={{ list: 'missing', words }} className="button">
              {t('console.knowledge.write')}
            </Link>
            <Button onClick={() => settle.mutate({ params: { id }, body: { settled: true } })}>
              {t('console.knowledge.settle')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
