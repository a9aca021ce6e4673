import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { FoundArticles } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';

const foundQuery = (q: string) => ({
  queryKey: ['found-articles', q],
  queryFn: ({ signal }: { signal: AbortSignal }) => call('find_articles', { query: { q }, signal }),
});

export type FoundArticle = FoundArticles['items'][number];

interface Props {
  /** What is sought; empty: nothing yet. */
  readonly q: string;
  readonly onFind: (words: string) => void;
  readonly show: (item: FoundArticle) => ReactNode;
}

/** Finds what may be told, by everyday words; what is asked for and not there is counted, so that somebody writes it. */
export function FindArticle({ q, onFind, show }: Props) {
  const { t, count } = useWords();
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ ...foundQuery(q), enabled: q !== '' });
  const { mutate: note } = useWrite('note_missing_answer', { refresh: [['missing-answers']] });
  async function find(words: string) {
    onFind(words);
    if (words === '') return;
    // What goes wrong is said by the list.
    const found = await client.fetchQuery(foundQuery(words)).catch(() => null);
    if (found?.items.length === 0) note({ body: { words } });
  }
  return (
    <div className="stack">
      <search>
        <form
          className="knowledge-search"
          onSubmit={(event) => {
            event.preventDefault();
            void find(String(new FormData(event.currentTarget).get('q') ?? '').trim());
          }}
        >
          <input
            className="input"
            type="search"
            maxLength={200}
            aria-label={t('console.knowledge.search')}
            placeholder={t('console.knowledge.search_hint')}
            key={q}
            name="q"
            defaultValue={q}
          />
          <Button type="submit" look="primary" icon="search">
            {t('console.nav.search')}
          </Button>
        </form>
      </search>
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && data.items.length > 0 && (
        <output className="soft small">{count('console.knowledge.found', data.items.length)}</output>
      )}
      {data?.items.length === 0 && (
        <Empty icon="question" title={t('console.knowledge.nothing', { q })}>
          <p>{t('console.knowledge.nothing_help')}</p>
        </Empty>
      )}
      <ol className="stack">
        {data?.items.map((item) => (
          <li key={item.id} className="card stack-tight">
            {show(item)}
            <p>{item.summary}</p>
          </li>
        ))}
      </ol>
    </div>
  );
}
