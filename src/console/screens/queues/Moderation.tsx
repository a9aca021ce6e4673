import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { call } from '../../api/client.ts';
import '../../css/queues.css';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { cardId, ModerationCard } from './ModerationCard.tsx';
import { usePublishMany } from './use-publish-many.ts';

/** Text and photos before they become public: published, covered, withheld, or quarantined. */
export function Moderation() {
  const { t, count } = useWords();
  useTitle(t('console.nav.moderation'));
  const list = useInfiniteQuery({
    queryKey: ['moderation'],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_moderation', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const many = usePublishMany();
  const here = items.filter(({ petition }) => chosen.has(petition.id));
  const choose = (id: string, isChosen: boolean) => {
    const after = new Set(chosen);
    if (isChosen) after.add(id);
    else after.delete(id);
    setChosen(after);
  };
  const goTo = (index: number) =>
    (index < 0 || items[index] === undefined
      ? document.querySelector<HTMLElement>('main h1')
      : document.getElementById(cardId(items[index].petition.id))
    )?.focus();
  const current = () =>
    items.findIndex(({ petition }) => document.activeElement?.closest(`#${cardId(petition.id)}`));
  useShortcuts([
    { keys: 'j', label: 'console.keys.down', run: () => goTo(Math.min(current() + 1, items.length - 1)) },
    { keys: 'k', label: 'console.keys.up', run: () => goTo(Math.max(current() - 1, 0)) },
  ]);
  return (
    <div className="page">
      <div className="page-head">
        <h1 tabIndex={-1}>{t('console.nav.moderation')}</h1>
      </div>
      <p className="soft">{t('console.moderate.help')}</p>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="shield" title={t('console.moderate.empty')} />}
      <ul className="stack">
        {items.map((item, index) => (
          <ModerationCard
            key={item.petition.id}
            {...{ item, isChosen: chosen.has(item.petition.id) }}
            onChoose={(isChosen) => choose(item.petition.id, isChosen)}
            onDone={() => goTo(index + 1 < items.length ? index + 1 : index - 1)}
          />
        ))}
      </ul>
      {here.length > 0 && (
        <div className="many-bar" role="toolbar" aria-label={t('console.many.label')}>
          <strong aria-live="polite">{count('console.many.chosen', here.length)}</strong>
          <Button
            look="primary"
            isBusy={many.progress !== null}
            onClick={() => void many.run(here).then(() => (setChosen(new Set()), goTo(-1)))}
          >
            {many.progress === null
              ? t('console.moderation.published')
              : t('console.many.progress', {
                  done: String(many.progress.done),
                  total: String(many.progress.total),
                })}
          </Button>
          <Button
            look="quiet"
            icon="close"
            aria-label={t('console.keys.clear')}
            onClick={() => setChosen(new Set())}
          />
        </div>
      )}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
    </div>
  );
}
