import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { QualityReview } from '../../api.generated.ts';
import { call, linkTo } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import '../../css/quality.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Chip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { minutesAndSeconds } from '../desk/duration.ts';
import { Calibrations } from './Calibrations.tsx';
import { DrawDialog } from './DrawDialog.tsx';
import { stateLooks } from './review-words.ts';
import { Samples } from './Samples.tsx';
import { Trend } from './Trend.tsx';

const ofReviewer = ['to_review', 'told', 'contested', 'done', 'samples', 'calibration'] as const;
const ofEverybody = ['mine', 'trend'] as const;
type Tab = (typeof ofReviewer)[number] | (typeof ofEverybody)[number];

/** How people were attended: what was drawn, what was told, and how each comes on. */
export function Quality() {
  const { t } = useWords();
  const may = useMay();
  useTitle(t('console.quality.title'));
  const search = useSearch({ from: '/inside/calidad' });
  const tabs: readonly Tab[] = may('quality.review') ? [...ofReviewer, ...ofEverybody] : ofEverybody;
  const tab = tabs.find((one) => one === search['list']) ?? tabs[0]!;
  const [isDrawing, setDrawing] = useState(false);
  const nav = useRef<HTMLElement>(null);
  // On a narrow screen the one that is open may lie beyond the edge.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [tab]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.quality.title')}</h1>
        {may('quality.review') && (
          <>
            <a className="button" href={linkTo('export_reviews', {})}>
              <Icon name="download" /> {t('console.quality.export')}
            </a>
            <Button look="primary" icon="plus" onClick={() => setDrawing(true)}>
              {t('console.quality.draw')}
            </Button>
          </>
        )}
      </div>
      <p className="soft">{t('console.quality.help')}</p>
      <nav ref={nav} className="tabs" aria-label={t('console.quality.lists')}>
        {tabs.map((one) => (
          <Link
            key={one}
            to="/calidad"
            search={one === tabs[0] ? {} : { list: one }}
            className="tab"
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === tab ? 'page' : undefined}
          >
            {t(`console.quality.list.${one}`)}
          </Link>
        ))}
      </nav>
      {tab === 'trend' && <Trend />}
      {tab === 'samples' && <Samples />}
      {tab === 'calibration' && <Calibrations />}
      {tab !== 'trend' && tab !== 'samples' && tab !== 'calibration' && <Reviews list={tab} />}
      {isDrawing && <DrawDialog onClose={() => setDrawing(false)} />}
    </div>
  );
}

function Reviews({ list }: { list: Exclude<Tab, 'trend' | 'samples' | 'calibration'> }) {
  const { t } = useWords();
  const found = useInfiniteQuery({
    queryKey: ['quality', 'reviews', list],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_reviews', {
        query: { list, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      {found.isPending && <Waiting />}
      {found.isError && <Problem error={found.error} onRetry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && (
        <Empty icon="done" title={t(`console.quality.empty.${list}`)}>
          {list === 'to_review' && <p>{t('console.quality.empty_next')}</p>}
        </Empty>
      )}
      {items.length > 0 && <ReviewTable items={items} isMine={list === 'mine'} />}
      {found.hasNextPage && (
        <Button isBusy={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
    </>
  );
}

function ReviewTable({ items, isMine }: { items: readonly QualityReview[]; isMine: boolean }) {
  const { t, code, manner } = useWords();
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('console.quality.when')}</th>
            <th scope="col">{t('console.quality.kind')}</th>
            <th scope="col">{t('console.quality.channel')}</th>
            <th scope="col">{t('console.quality.duration')}</th>
            {!isMine && <th scope="col">{t('console.quality.agent')}</th>}
            <th scope="col">{t('console.quality.points')}</th>
            <th scope="col">{t('console.quality.state')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td className="review-when">
                <Link to="/calidad/$id" params={{ id: one.id }}>
                  {shortInstant(one.at, manner)}
                </Link>
              </td>
              <td>{one.kind.name}</td>
              <td>{code('channel', one.channel)}</td>
              <td>{one.seconds !== null && minutesAndSeconds(one.seconds)}</td>
              {!isMine && (
                <td>
                  {one.agent.name} <span className="soft small">{one.place}</span>
                </td>
              )}
              <td>
                <Points review={one} />
              </td>
              <td>
                <StateOfReview state={one.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Points of a hundred, and whether they are enough: a word too, never a colour alone. */
export function Points({
  review,
}: {
  review: Pick<QualityReview, 'score' | 'passes' | 'has_critical_error'>;
}) {
  const { t, manner } = useWords();
  if (review.score === null) return null;
  const verdict = review.passes ? 'passes' : review.has_critical_error ? 'critical_word' : 'fails';
  return (
    <>
      {new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 }).format(review.score)}{' '}
      <span className="soft small">{t(`console.quality.${verdict}`)}</span>
    </>
  );
}

export function StateOfReview({ state }: Pick<QualityReview, 'state'>) {
  const { code } = useWords();
  return <Chip {...stateLooks[state]}>{code('console.quality.states', state)}</Chip>;
}
