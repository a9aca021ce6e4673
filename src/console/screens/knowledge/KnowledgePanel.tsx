import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import '../../css/knowledge.css';
import { useWords } from '../../language/words.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ArticleText } from './ArticleText.tsx';
import { FindArticle, type FoundArticle } from './FindArticle.tsx';
import { GiveArticle } from './GiveArticle.tsx';

/** Finds and tells information where somebody is being attended, without leaving them. */
export function KnowledgePanel() {
  const { t } = useWords();
  const [q, setQ] = useState('');
  return (
    <details className="card knowledge-panel">
      <summary>{t('console.knowledge.panel')}</summary>
      <FindArticle q={q} onFind={setQ} show={(item) => <ToBeTold item={item} />} />
    </details>
  );
}

function ToBeTold({ item }: { item: FoundArticle }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="article-link">{item.title}</summary>
      {isOpen ? <Whole id={item.id} /> : null}
    </details>
  );
}

function Whole({ id }: { id: string }) {
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['article', id, 'told'],
    queryFn: async ({ signal }) => {
      const newest = await call('get_article', { params: { id }, query: {}, signal });
      const version = newest.published_version;
      if (version === null || version === newest.version) return newest;
      return call('get_article', { params: { id }, query: { version: String(version) as never }, signal });
    },
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return (
    <div className="stack">
      <ArticleText contents={data.contents} />
      <GiveArticle article={data} />
    </div>
  );
}
