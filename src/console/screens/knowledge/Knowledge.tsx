import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { shortDate } from '../../../core/language/format.ts';
import type { ArticleRow } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import '../../css/knowledge.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ArticleEditor } from './ArticleEditor.tsx';
import { FindArticle } from './FindArticle.tsx';
import { MissingAnswers } from './MissingAnswers.tsx';

const lists = ['all', 'review', 'unpublished', 'retired'] as const;
type List = (typeof lists)[number];

const listQuery = (list: List) =>
  queryOptions({
    queryKey: ['articles', list],
    queryFn: ({ signal }) => call('list_articles', { query: { list }, signal }),
  });

/** What people are told who ask: found while they wait, written and kept true here. */
export function Knowledge() {
  const { t } = useWords();
  const may = useMay();
  useTitle(t('console.nav.knowledge'));
  const { q = '', list = 'all', words } = useSearch({ from: '/inside/knowledge' });
  const shown = lists.find((one) => one === list) ?? 'all';
  const [isWriting, setWriting] = useState(false);
  const navigate = useNavigate();
  const tabs = [...lists, ...(may('knowledge.edit') ? (['missing'] as const) : [])];
  const current = list === 'missing' && may('knowledge.edit') ? 'missing' : shown;
  const { data } = useQuery(listQuery('all'));
  const waiting = (one: string) => (one === 'review' || one === 'unpublished' ? (data?.counts[one] ?? 0) : 0);
  function close() {
    setWriting(false);
    if (words !== undefined) void navigate({ to: '/knowledge', search: { list: current } });
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.knowledge')}</h1>
        {may('knowledge.edit') && (
          <Button icon="plus" onClick={() => setWriting(true)}>
            {t('console.knowledge.new')}
          </Button>
        )}
      </div>
      <FindArticle
        q={q}
        onFind={(sought) => void navigate({ to: '/knowledge', search: sought === '' ? {} : { q: sought } })}
        show={({ id, title }) => (
          <Link to="/knowledge/$id" params={{ id }} className="article-link">
            {title}
          </Link>
        )}
      />
      <nav className="tabs" aria-label={t('console.knowledge.lists')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to="/knowledge"
            search={one === 'all' ? {} : { list: one }}
            className="tab"
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === current && q === '' ? 'page' : undefined}
          >
            {t(`console.knowledge.list.${one}`)}
            {waiting(one) > 0 && <span className="count">{waiting(one)}</span>}
          </Link>
        ))}
      </nav>
      {current === 'missing' && <MissingAnswers />}
      {current !== 'missing' && q === '' && <Articles list={current} />}
      {(isWriting || words !== undefined) && (
        <ArticleEditor article={null} title={words ?? ''} onClose={close} />
      )}
    </div>
  );
}

function Articles({ list }: { list: List }) {
  const { t } = useWords();
  const { data, error, isPending, refetch } = useQuery(listQuery(list));
  return (
    <>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Empty icon="done" title={t(`console.knowledge.empty.${list}`)} />}
      <ul className="stack">
        {data?.items.map((item) => (
          <li key={item.id} className="card stack-tight">
            <div className="row wrap">
              <Link to="/knowledge/$id" params={{ id: item.id }} className="article-link">
                {item.title}
              </Link>
              <ArticleChips item={item} />
            </div>
            <p>{item.summary}</p>
            <Keeper item={item} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Who keeps it true, and until when they may leave it unread. */
export function Keeper({ item }: { item: ArticleRow }) {
  const { t, manner } = useWords();
  const whose = item.unit?.name ?? item.authority?.name ?? t('console.knowledge.nobody');
  return (
    <p className="soft small">
      {t('console.knowledge.keeper', { whose })}
      {item.review_on !== null &&
        ` · ${t('console.knowledge.review_on', { day: shortDate(item.review_on, manner) })}`}
    </p>
  );
}

/** Its state, always a word with its shape. */
export function ArticleChips({ item }: { item: ArticleRow }) {
  const { t } = useWords();
  return (
    <>
      {item.state === 'draft' && (
        <Chip tone="paused" icon="note">
          {t('console.knowledge.state.draft')}
        </Chip>
      )}
      {item.state === 'retired' && (
        <Chip tone="done" icon="close">
          {t('console.knowledge.state.retired')}
        </Chip>
      )}
      {item.state === 'published' && (
        <Chip tone={item.in_force ? 'fine' : 'late'} icon={item.in_force ? 'fine' : 'late'}>
          {t(item.in_force ? 'console.knowledge.state.published' : 'console.knowledge.not_in_force')}
        </Chip>
      )}
      {item.state === 'published' && item.has_changes && (
        <Chip tone="soon" icon="soon">
          {t('console.knowledge.has_changes')}
        </Chip>
      )}
      {item.needs_review && (
        <Chip tone="soon" icon="clock">
          {t('console.knowledge.needs_review')}
        </Chip>
      )}
      {item.audience === 'staff' && (
        <Chip tone="paused" icon="people">
          {t('console.knowledge.staff_only')}
        </Chip>
      )}
    </>
  );
}
