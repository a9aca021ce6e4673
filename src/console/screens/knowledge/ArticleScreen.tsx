import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { ArticlePage } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import '../../css/critical-points.css';
import '../../css/knowledge.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ArticleEditor } from './ArticleEditor.tsx';
import { ArticleSteps } from './ArticleSteps.tsx';
import { ArticleText } from './ArticleText.tsx';
import { GiveArticle } from './GiveArticle.tsx';
import { ArticleChips, Keeper } from './Knowledge.tsx';

/** One article: read it to somebody, note that it was told, keep it true; and what was told on a day. */
export function ArticleScreen() {
  const { t } = useWords();
  const { id } = useParams({ from: '/inside/knowledge/$id' });
  const { version, on } = useSearch({ from: '/inside/knowledge/$id' });
  const query = {
    ...(version === undefined ? {} : { version: Number(version) as never }),
    ...(on === undefined ? {} : { on }),
  };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['article', id, version, on],
    queryFn: ({ signal }) => call('get_article', { params: { id }, query, signal }),
    retry: on === undefined,
  });
  return (
    <div className="page">
      <p>
        <Link to="/knowledge" search={{}}>
          <Icon name="left" /> {t('console.nav.knowledge')}
        </Link>
      </p>
      {isPending && <Waiting />}
      {error && on === undefined && <Problem error={error} onRetry={() => void refetch()} />}
      {error && on !== undefined && <p className="notice">{t('console.knowledge.not_told')}</p>}
      {data && <Article article={data} />}
      <ToldOn id={id} on={on ?? ''} />
    </div>
  );
}

function Article({ article }: { article: ArticlePage }) {
  const { t, count } = useWords();
  useTitle(article.contents.title);
  const [isEditing, setEditing] = useState(false);
  const isNewest = article.shown_version === article.version;
  return (
    <>
      <div className="page-head">
        <h1>{article.contents.title}</h1>
        <ArticleChips item={article} />
      </div>
      {!isNewest && (
        <p className="notice">
          {t('console.knowledge.older', { version: article.shown_version, newest: article.version })}{' '}
          <Link to="/knowledge/$id" params={{ id: article.id }} search={{}}>
            {t('console.knowledge.see_newest')}
          </Link>
        </p>
      )}
      <ArticleText contents={article.contents} />
      {article.in_force && article.shown_version === article.published_version && (
        <GiveArticle article={article} />
      )}
      <div className="row wrap">
        <Button
          icon="note"
          reason={article.may_edit ? null : t('console.no_permission')}
          onClick={() => setEditing(true)}
        >
          {t('console.edit')}
        </Button>
        <ArticleSteps article={article} />
      </div>
      <Keeper item={article} />
      <p className="soft small">
        {count('console.knowledge.given', article.given)} ·{' '}
        {t('console.knowledge.votes', { yes: article.helped, no: article.did_not_help })}
      </p>
      <History article={article} />
      {isEditing && isNewest && <ArticleEditor article={article} onClose={() => setEditing(false)} />}
      {isEditing && !isNewest && <NewestEditor id={article.id} onClose={() => setEditing(false)} />}
    </>
  );
}

/** Whoever reads an older version edits the newest all the same. */
function NewestEditor({ id, onClose }: { id: string; onClose: () => void }) {
  const { data } = useQuery({
    queryKey: ['article', id, undefined, undefined],
    queryFn: ({ signal }) => call('get_article', { params: { id }, query: {}, signal }),
  });
  return data ? <ArticleEditor article={data} onClose={onClose} /> : null;
}

function History({ article }: { article: ArticlePage }) {
  const { t, manner } = useWords();
  return (
    <details className="stack">
      <summary>{t('console.knowledge.history')}</summary>
      <ol className="point-events">
        {article.events.map((event) => (
          <li key={event.id}>
            <span className="soft small">{shortInstant(event.at, manner)}</span>
            <span>
              <strong>{t(`console.knowledge.event.${event.type}`, { version: event.version })}</strong> ·{' '}
              {event.by ?? t('console.knowledge.pack')}
            </span>
          </li>
        ))}
        {article.versions.map(({ version, saved_at, saved_by }) => (
          <li key={version}>
            <span className="soft small">{shortInstant(saved_at, manner)}</span>
            <span>
              <Link to="/knowledge/$id" params={{ id: article.id }} search={{ version: String(version) }}>
                {t('console.knowledge.version', { version })}
              </Link>{' '}
              · {saved_by ?? t('console.knowledge.pack')}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** What was told on a day, for whoever says that they were told something else. */
function ToldOn({ id, on }: { id: string; on: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <div className="row wrap">
      <TextField
        type="date"
        label={t('console.knowledge.told_on')}
        value={on}
        onChange={({ target }) =>
          void navigate({
            ...{ to: '/knowledge/$id', params: { id }, replace: true },
            search: target.value === '' ? {} : { on: target.value },
          })
        }
      />
    </div>
  );
}
