import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { monthName, shortInstant } from '../../../core/language/format.ts';
import { MOST_ATTEMPTS } from '../../../core/satisfaction/asking-in-person.ts';
import type { SurveyToAsk } from '../../api.generated.ts';
import { addressOf, call, chosenCity } from '../../api/client.ts';
import { useWrite } from '../../api/writes.ts';
import '../../css/satisfaction.css';
import '../../css/tables.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { AskInPerson } from './AskInPerson.tsx';
import { PaperLink } from './CallParts.tsx';
import { CampaignCalls } from './CampaignCalls.tsx';
import { CopyPaper } from './CopyPaper.tsx';

/** Whom to ask by telephone or on paper: those who came that way and left no e-mail. Nobody is named in the list. */
export function SurveysToAsk() {
  const { t } = useWords();
  useTitle(t('console.nav.surveys_to_ask'));
  const [asking, setAsking] = useState<SurveyToAsk | null>(null);
  const [isCopying, setCopying] = useState(false);
  const list = useInfiniteQuery({
    queryKey: ['surveys-to-ask'],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_surveys_to_ask', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.surveys_to_ask')}</h1>
        <Button icon="note" onClick={() => setCopying(true)}>
          {t('console.ask.copy')}
        </Button>
      </div>
      <p className="soft">{t('console.ask.help')}</p>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon="phone" title={t('console.ask.empty')}>
          <p>{t('console.ask.empty_next')}</p>
        </Empty>
      )}
      {items.length > 0 && <ToAskTable items={items} onAsk={setAsking} />}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.more')}
        </Button>
      )}
      <CampaignCalls />
      {asking && <AskInPerson item={asking} onClose={() => setAsking(null)} />}
      {isCopying && <CopyPaper onClose={() => setCopying(false)} />}
    </div>
  );
}

interface TableProps {
  readonly items: readonly SurveyToAsk[];
  readonly onAsk: (item: SurveyToAsk) => void;
}

function ToAskTable({ items, onAsk }: TableProps) {
  const { t, code, manner } = useWords();
  const columns = ['service', 'asks', 'closed', 'channel', 'attempts', 'until'] as const;
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column}>{t(`console.ask.column.${column}`)}</th>
            ))}
            <th>{t('console.ask.column.act')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td data-label={t('console.ask.column.service')}>
                {item.service.name}
                <div className="small soft">{item.authority.name}</div>
              </td>
              <td data-label={t('console.ask.column.asks')}>{t(`console.ask.asks.${item.asks}`)}</td>
              <td data-label={t('console.ask.column.closed')}>{monthName(item.closed_in, manner)}</td>
              <td data-label={t('console.ask.column.channel')}>{code('channel', item.channel)}</td>
              <td data-label={t('console.ask.column.attempts')}>
                {item.attempts} / {MOST_ATTEMPTS}
              </td>
              <td data-label={t('console.ask.column.until')}>{shortInstant(item.expires_at, manner)}</td>
              <td>
                <Acts item={item} onAsk={onAsk} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Acts({ item, onAsk }: { item: SurveyToAsk; onAsk: (item: SurveyToAsk) => void }) {
  const { t } = useWords();
  const begin = useWrite('begin_survey_call', {
    refresh: [['surveys-to-ask']],
    done: () => onAsk(item),
  });
  const isPaper = item.carried_by === 'paper';
  return (
    <div className="row wrap">
      <Button
        icon={isPaper ? 'mail' : 'phone'}
        look={isPaper ? 'plain' : 'primary'}
        isBusy={begin.isPending}
        reason={item.is_anothers ? t('console.ask.taken') : null}
        onClick={() => begin.mutate({ params: { id: item.id } })}
      >
        {t(isPaper ? 'console.ask.address' : 'console.ask.call')}
      </Button>
      <PaperLink href={addressOf('get_survey_paper', { id: item.id }, { city: chosenCity() })} />
    </div>
  );
}
