import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import { call } from '../../api/client.ts';
import '../../css/tables.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

/** Who looked at whose personal data. */
export function Audit() {
  const { t, code, manner } = useWords();
  useTitle(t('console.nav.audit'));
  const list = useInfiniteQuery({
    queryKey: ['views-of-personal-data'],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_personal_data_views', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.audit')}</h1>
      </div>
      <p className="soft">{t('console.audit.help')}</p>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="eye" title={t('console.audit.empty')} />}
      {items.length > 0 && (
        <div className="table-card">
          <table className="plain-table">
            <thead>
              <tr>
                <th>{t('console.outbox.when')}</th>
                <th>{t('console.audit.who')}</th>
                <th>{t('console.audit.what')}</th>
                <th>{t('console.inbox.column.folio')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.id}>
                  <td data-label={t('console.outbox.when')} className="soft">
                    {shortInstant(item.at, manner)}
                  </td>
                  <td data-label={t('console.audit.who')}>{item.user.name}</td>
                  <td data-label={t('console.audit.what')}>{code('console.audit.seen', item.what)}</td>
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
    </div>
  );
}
