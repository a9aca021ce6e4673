import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { shortDate, shortInstant } from '../../../core/language/format.ts';
import type { CriticalPoint } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/critical-points.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { changeOf, pointIcons, subjectOf } from './point-words.ts';

const states = ['open', 'in_hand', 'mine', 'passed', 'closed'] as const;
/** How often it is looked whether a search that was asked for has ended, and how often at most. */
const look_again_ms = 2_500;
const most_looks = 24;

/** Where people are worse attended than before, or ask again and again, and who sees to it. */
export function CriticalPoints() {
  const { t, manner } = useWords();
  const may = useMay();
  useTitle(t('console.nav.critical_points'));
  const search = useSearch({ from: '/inside/critical-points' });
  const state = states.find((one) => one === search['state']) ?? 'open';
  // When the city had been looked through last, as somebody asked for another look.
  const [awaited, setAwaited] = useState<{ before: string | null } | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['critical-points', state],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_critical_points', {
        query: { state, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
    refetchInterval: ({ state: { data, dataUpdateCount } }) => {
      const at = data?.pages[0]?.search?.searched_at ?? null;
      const isOver = awaited === null || at !== awaited.before || dataUpdateCount > most_looks;
      return isOver ? false : look_again_ms;
    },
  });
  const last = list.data?.pages[0]?.search ?? null;
  const ask = useWrite('search_critical_points', {
    refresh: [],
    done: () => setAwaited({ before: last?.searched_at ?? null }),
  });
  const isLooking = awaited !== null && (last?.searched_at ?? null) === awaited.before;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.critical_points')}</h1>
        {may('critical_point.follow_up') && (
          <Button icon="search" isBusy={ask.isPending || isLooking} onClick={() => ask.mutate({})}>
            {t('console.critical.search')}
          </Button>
        )}
      </div>
      <p className="soft">{t('console.critical.help')}</p>
      <output className="soft small">
        {last === null
          ? t('console.critical.never_searched')
          : t('console.critical.searched', {
              when: shortInstant(last.searched_at, manner),
              looked_at: last.looked_at,
            })}
      </output>
      <nav className="tabs" aria-label={t('console.critical.states')}>
        {states.map((one) => (
          <Link
            key={one}
            to="/critical-points"
            search={one === 'open' ? {} : { state: one }}
            className="tab"
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === state ? 'page' : undefined}
          >
            {t(`console.critical.state.${one}`)}
          </Link>
        ))}
      </nav>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon="done" title={t(`console.critical.empty.${state}`)}>
          {state === 'open' && <p>{t('console.critical.empty_help')}</p>}
        </Empty>
      )}
      <ul className="points">
        {items.map((item) => (
          <li key={item.id}>
            <PointCard item={item} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
    </div>
  );
}

function PointCard({ item }: { item: CriticalPoint }) {
  const words = useWords();
  const { t, count, manner } = words;
  return (
    <article className="card stack-tight">
      <div className="row">
        <Icon name={pointIcons[item.kind]} />
        <Link to="/critical-points/$id" params={{ id: item.id }} className="point-link">
          {t(`console.critical.kind.${item.kind}`)}: {subjectOf(item, words)}
        </Link>
        <StateChip item={item} />
      </div>
      <p>{changeOf(item, words)}</p>
      <p className="soft small">
        {item.unit.name}, {item.authority.name} · {count('console.critical.petitions', item.petitions)} ·{' '}
        {t('console.critical.found_on', { day: shortDate(item.found_at.slice(0, 10), manner) })}
      </p>
    </article>
  );
}

/** Who sees to it and until when, or how it ended: a word and a shape. */
export function StateChip({ item }: { item: CriticalPoint }) {
  const { t, manner } = useWords();
  if (item.state === 'closed')
    return (
      <Chip tone="done" icon="done">
        {t(`console.critical.result.${item.result ?? 'solved'}`)}
      </Chip>
    );
  if (item.state === 'passed')
    return (
      <Chip tone="done" icon="check">
        {t('console.critical.passed')}
      </Chip>
    );
  if (item.owner === null || item.due_on === null)
    return (
      <Chip tone="soon" icon="soon">
        {t('console.critical.nobody')}
      </Chip>
    );
  return (
    <Chip tone={item.overdue ? 'late' : 'fine'} icon={item.overdue ? 'late' : 'person'}>
      {t('console.critical.with', { name: item.owner.name, day: shortDate(item.due_on, manner) })}
    </Chip>
  );
}
