import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { call } from '../../api/client.ts';
import '../../css/reports.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { OrderReport } from './OrderReport.tsx';
import { ReportCard } from './ReportCard.tsx';

/** How often one that is being counted is asked after. */
const again_ms = 1_000;

/** The reports of where the person prepares them: what is counted, what is a draft, what everybody reads. */
export function Reports() {
  const { t, code } = useWords();
  useTitle(t('console.nav.reports'));
  const [isOrdering, setOrdering] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['reports'],
    queryFn: ({ signal }) => call('list_reports', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ progress }) => progress < 100) === true ? again_ms : false,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.reports')}</h1>
        {data && (
          <Button icon="plus" look="primary" onClick={() => setOrdering(true)}>
            {t('console.report.order')}
          </Button>
        )}
      </div>
      <p className="soft">{t('console.report.help')}</p>
      {data?.of_whole_city && (
        <p className="row wrap">
          <span>{t('console.report.templates')}</span>
          {data.models.map((model) => (
            <Link key={model} to="/reports/template/$model" params={{ model }} className="button">
              {code('console.report.model_name', model)}
            </Link>
          ))}
        </p>
      )}
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Empty icon="file" title={t('console.report.empty')} />}
      <ul className="stack">
        {data?.items.map((report) => (
          <li key={report.id}>
            <ReportCard report={report} />
          </li>
        ))}
      </ul>
      {isOrdering && data && <OrderReport offered={data} onClose={() => setOrdering(false)} />}
    </div>
  );
}
