import '../../css/tables.css';
import '../../css/desk.css';
import { shortInstant } from '../../../core/language/format.ts';
import type { UnwrittenCalls } from '../../api.generated.ts';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { minutesAndSeconds } from '../desk/duration.ts';
import { AgentState } from './AgentState.tsx';
import { CallBacks } from './CallBacks.tsx';
import { useUnwritten, useWriting } from './NoteReminder.tsx';

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
  const list = useUnwritten();
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

function UnwrittenTable({ items }: Pick<UnwrittenCalls, 'items'>) {
  const { t, manner } = useWords();
  const write = useWriting();
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('console.calls.when')}</th>
            <th>{t('console.calls.number')}</th>
            <th>{t('console.calls.queue')}</th>
            <th>{t('console.calls.lasted')}</th>
            <th>
              <span className="visually-hidden">{t('console.calls.write')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td data-label={t('console.calls.when')}>{shortInstant(one.answered_at, manner)}</td>
              <td data-label={t('console.calls.number')}>{one.number ?? t('console.call_bar.hidden')}</td>
              <td data-label={t('console.calls.queue')}>
                {one.queue ?? t(`console.calls.${one.direction}`)}
              </td>
              <td data-label={t('console.calls.lasted')}>
                {minutesAndSeconds((Date.parse(one.ended_at) - Date.parse(one.answered_at)) / 1000)}
              </td>
              <td>
                <Button icon="note" onClick={() => write(one)}>
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
