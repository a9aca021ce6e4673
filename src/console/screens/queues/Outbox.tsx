import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { OutboxItem, OutboxState } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import '../../css/tables.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Chip } from '../../parts/Chips.tsx';
import type { Tone } from '../../parts/due.ts';
import { Button } from '../../ui/Button.tsx';
import { DialogBox } from '../../ui/DialogBox.tsx';
import { Empty } from '../../ui/Empty.tsx';
import type { IconName } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { SendKept } from './SendKept.tsx';

const states: readonly OutboxState[] = ['queued', 'sent', 'kept', 'failed'];
const looks: Readonly<Record<OutboxState, { tone: Tone; icon: IconName }>> = {
  queued: { tone: 'soon', icon: 'clock' },
  sent: { tone: 'fine', icon: 'done' },
  kept: { tone: 'paused', icon: 'outbox' },
  failed: { tone: 'late', icon: 'late' },
};

/** What went out, what waits, what failed and why, and what is kept because no mail server is configured. */
export function Outbox() {
  const { t, code, manner } = useWords();
  useTitle(t('console.nav.outbox'));
  const search = useSearch({ from: '/inside/outbox' });
  const state = states.find((one) => one === search['state']);
  const [read, setRead] = useState<OutboxItem | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['outbox', state],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_outbox', {
        query: {
          ...(state === undefined ? {} : { state }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.outbox')}</h1>
        {(state === 'kept' || state === 'failed') && items.length > 0 && (
          <SendKept state={state} sendsMail={list.data?.pages[0]?.sends_mail ?? false} />
        )}
      </div>
      <nav className="tabs" aria-label={t('console.outbox.states')}>
        {[undefined, ...states].map((one) => (
          <Link
            key={one ?? 'all'}
            to="/outbox"
            search={one === undefined ? {} : { state: one }}
            className="tab"
            activeOptions={{ exact: true, includeSearch: true }}
            aria-current={one === state ? 'page' : undefined}
          >
            {one === undefined ? t('console.all') : t(`console.outbox.state.${one}`)}
          </Link>
        ))}
      </nav>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="outbox" title={t('console.outbox.empty')} />}
      {items.length > 0 && (
        <div className="table-card">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('console.outbox.state_column')}</th>
                <th>{t('console.outbox.subject')}</th>
                <th>{t('console.outbox.to')}</th>
                <th>{t('console.inbox.column.folio')}</th>
                <th>{t('console.outbox.when')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <td data-label={t('console.outbox.state_column')}>
                    <Chip {...looks[item.state]}>{t(`console.outbox.state.${item.state}`)}</Chip>
                    {item.problem && <p className="small soft">{item.problem}</p>}
                  </td>
                  <td data-label={t('console.outbox.subject')}>
                    <Button look="link" onClick={() => setRead(item)}>
                      {item.subject}
                    </Button>
                  </td>
                  <td data-label={t('console.outbox.to')}>
                    {item.recipient} <span className="soft small">{code('channel', item.channel)}</span>
                  </td>
                  <td data-label={t('console.inbox.column.folio')}>
                    {item.petition && (
                      <Link
                        to="/petitions/$id"
                        params={{ id: item.petition.id }}
                        search={{}}
                        className="folio"
                        preload={false}
                      >
                        {item.petition.folio}
                      </Link>
                    )}
                  </td>
                  <td data-label={t('console.outbox.when')} className="soft">
                    {shortInstant(item.sent_at ?? item.created_at, manner)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
      {read && <Message item={read} onClose={() => setRead(null)} />}
    </div>
  );
}

function Message({ item, onClose }: { item: OutboxItem; onClose: () => void }) {
  const { data, error, isPending } = useQuery({
    queryKey: ['outbox-message', item.id],
    queryFn: ({ signal }) => call('get_outbox_message', { params: { id: item.id }, signal }),
  });
  return (
    <DialogBox title={item.subject} onClose={onClose} width="wide">
      {isPending && <Waiting />}
      {error && <Problem error={error} />}
      {data && <p className="words">{data.body}</p>}
    </DialogBox>
  );
}
