import { useQuery } from '@tanstack/react-query';
import { shortInstant } from '../../../core/language/format.ts';
import type { CallBacks as List } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { callBacksQuery, useCallBacks, type CallBackRow } from './use-call-backs.ts';

/** Who called in vain or asked for it on the portal, each number once. Whoever takes one is shown the number, and calls. */
export function CallBacks() {
  const { t } = useWords();
  const list = useQuery(callBacksQuery);
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
              <span className="visually-hidden">{t('console.calls.call')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: CallBackRow }) {
  const { t, manner } = useWords();
  return (
    <tr>
      <td data-label={t('console.calls.number')}>
        <strong>{row.number ?? t('console.calls.ends_in', { figures: row.ends_in })}</strong>
        {row.is_known && <span className="soft small"> {t('console.calls.known')}</span>}
        <AskedWords row={row} />
      </td>
      <td data-label={t('console.calls.queue')}>
        {row.queue ?? t(row.missed > 0 ? 'console.calls.in' : 'console.calls.asked_in_portal')}
      </td>
      <td data-label={t('console.calls.called')}>
        <Came row={row} />
      </td>
      <td data-label={t('console.calls.due')}>
        {row.is_overdue && <Icon name="late" />} {shortInstant(row.due_at, manner)}
        {row.not_before !== null && (
          <span className="block soft small">
            {t('console.calls.wants_from', { when: shortInstant(row.not_before, manner) })}
          </span>
        )}
      </td>
      <td>
        <Acts row={row} />
      </td>
    </tr>
  );
}

/** When they called in vain, how often, and when they asked to be called. */
function Came({ row }: { row: CallBackRow }) {
  const { t, count, manner } = useWords();
  return (
    <>
      {row.missed > 0 && (
        <span className="block">
          {shortInstant(row.last_missed_at, manner)}{' '}
          <span className="soft small">{count('console.calls.times', row.missed)}</span>
        </span>
      )}
      {row.asked_at !== null && (
        <span className="block">
          {t('console.calls.asked')}: {shortInstant(row.asked_at, manner)}
        </span>
      )}
    </>
  );
}

/** What the person wrote, for who has taken it. */
export function AskedWords({ row: { about, folio } }: { row: CallBackRow }) {
  const { t } = useWords();
  return (
    <>
      {about !== '' && (
        <span className="block words">
          {t('console.calls.about')}: {about}
        </span>
      )}
      {folio !== '' && <span className="block">{t('console.calls.about_folio', { folio })}</span>}
    </>
  );
}

function Acts({ row }: { row: CallBackRow }) {
  const { t } = useWords();
  const { calls, take, isTaking } = useCallBacks();
  if (row.state === 'taken' && !row.is_mine && !row.may_be_taken)
    return <span className="soft">{t('console.calls.taken_by', { name: row.by ?? '' })}</span>;
  return (
    <span className="row">
      {(!row.is_mine || calls) && (
        <Button
          look="primary"
          icon="phone"
          isBusy={isTaking}
          reason={row.may_be_taken ? null : t('console.calls.not_yet')}
          onClick={() => take(row)}
        >
          {t('console.calls.call')}
        </Button>
      )}
      {row.is_mine && <Endings row={row} />}
    </span>
  );
}

/** How calling back ended. */
export function Endings({ row }: { row: CallBackRow }) {
  const { t } = useWords();
  const { close } = useCallBacks();
  return (
    <>
      <Button icon="check" onClick={() => close(row, 'done')}>
        {t('console.calls.done')}
      </Button>
      <Button look="quiet" onClick={() => close(row, 'given_up')}>
        {t('console.calls.given_up')}
      </Button>
    </>
  );
}
