import { useQuery } from '@tanstack/react-query';
import { shortInstant } from '../../../core/language/format.ts';
import type { CallBacks as List } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useTelephone } from './use-telephone.ts';

const key = ['telephone', 'call-backs'] as const;

/** Who called in vain, each number once. Whoever takes one is shown the number, and calls. */
export function CallBacks() {
  const { t } = useWords();
  const list = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call('list_call_backs', { signal }),
    refetchInterval: 20_000,
  });
  return (
    <section className="stack" aria-labelledby="call-backs">
      <h2 id="call-backs">{t('console.calls.to_return')}</h2>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Empty icon="check" title={t('console.calls.to_return_none')} />}
      {list.data !== undefined && list.data.items.length > 0 && <Table {...list.data} />}
    </section>
  );
}

function Table({ items }: List) {
  const { t } = useWords();
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('console.calls.number')}</th>
            <th>{t('console.calls.queue')}</th>
            <th>{t('console.calls.called')}</th>
            <th>{t('console.calls.due')}</th>
            <th>
              <span className="visually-hidden">{t('console.calls.take')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <CallBackRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CallBackRow({ row }: { row: List['items'][number] }) {
  const { t, count, manner } = useWords();
  return (
    <tr>
      <td data-label={t('console.calls.number')}>
        <strong>{row.number ?? t('console.calls.ends_in', { figures: row.ends_in })}</strong>
        {row.is_known && <span className="soft small"> {t('console.calls.known')}</span>}
      </td>
      <td data-label={t('console.calls.queue')}>{row.queue ?? t('console.calls.in')}</td>
      <td data-label={t('console.calls.called')}>
        {shortInstant(row.last_missed_at, manner)}{' '}
        <span className="soft small">{count('console.calls.times', row.missed)}</span>
      </td>
      <td data-label={t('console.calls.due')}>
        {row.is_overdue && <Icon name="late" />} {shortInstant(row.due_at, manner)}
      </td>
      <td>
        <Acts row={row} />
      </td>
    </tr>
  );
}

function Acts({ row }: { row: List['items'][number] }) {
  const { t } = useWords();
  const telephone = useTelephone();
  const refresh = [key, ['telephone']];
  const take = useWrite('take_call_back', { refresh });
  const close = useWrite('close_call_back', { refresh });
  const params = { id: row.id };
  const calls = telephone?.link === 'up';
  if (row.state === 'taken' && !row.is_mine)
    return <span className="soft">{t('console.calls.taken_by', { name: row.by ?? '' })}</span>;
  return (
    <span className="row">
      {(row.state === 'open' || calls) && (
        <Button
          look="primary"
          icon="phone"
          isBusy={take.isPending}
          onClick={() => take.mutate({ params, body: { calls } })}
        >
          {t(calls ? 'console.calls.call' : 'console.calls.take')}
        </Button>
      )}
      {row.state === 'taken' && (
        <>
          <Button icon="check" onClick={() => close.mutate({ params, body: { outcome: 'done' } })}>
            {t('console.calls.done')}
          </Button>
          <Button look="quiet" onClick={() => close.mutate({ params, body: { outcome: 'given_up' } })}>
            {t('console.calls.given_up')}
          </Button>
        </>
      )}
    </span>
  );
}
