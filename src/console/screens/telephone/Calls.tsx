import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import '../../css/tables.css';
import '../../css/desk.css';
import { shortInstant } from '../../../core/language/format.ts';
import type { UnwrittenCalls } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { minutesAndSeconds } from '../desk/duration.ts';
import { AgentState } from './AgentState.tsx';
import { bringToDesk } from './call-for-desk.ts';
import { CallBacks } from './CallBacks.tsx';

/** What the telephone left to do: who is to be called back, and calls of which nothing was written. */
export function Calls() {
  const { t } = useWords();
  useTitle(t('console.calls.title'));
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.calls.title')}</h1>
      </div>
      <AgentState isAtCalls />
      <CallBacks />
      <Unwritten />
    </div>
  );
}

function Unwritten() {
  const { t } = useWords();
  const list = useQuery({
    queryKey: ['telephone', 'unwritten'],
    queryFn: ({ signal }) => call('list_unwritten_calls', { signal }),
  });
  return (
    <section className="stack" aria-labelledby="unwritten">
      <h2 id="unwritten">{t('console.calls.unwritten')}</h2>
      <p className="soft">{t('console.calls.unwritten_help')}</p>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.length === 0 && <Empty icon="check" title={t('console.calls.unwritten_none')} />}
      {list.data !== undefined && list.data.items.length > 0 && <UnwrittenTable items={list.data.items} />}
    </section>
  );
}

function UnwrittenTable({ items }: UnwrittenCalls) {
  const { t, manner } = useWords();
  const navigate = useNavigate();
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('console.calls.when')}</th>
            <th>{t('console.calls.queue')}</th>
            <th>{t('console.calls.lasted')}</th>
            <th>
              <span className="visually-hidden">{t('console.calls.write')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ id, queue, direction, answered_at, ended_at }) => (
            <tr key={id}>
              <td data-label={t('console.calls.when')}>{shortInstant(answered_at, manner)}</td>
              <td data-label={t('console.calls.queue')}>{queue ?? t(`console.calls.${direction}`)}</td>
              <td data-label={t('console.calls.lasted')}>
                {minutesAndSeconds((Date.parse(ended_at) - Date.parse(answered_at)) / 1000)}
              </td>
              <td>
                <Button
                  icon="check"
                  onClick={() => {
                    const known = { number: '', person_id: '', started_at: answered_at };
                    bringToDesk({ call_id: id, direction, ...known });
                    void navigate({ to: '/atencion' });
                  }}
                >
                  {t('console.calls.write')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
