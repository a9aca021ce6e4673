import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { monthName } from '../../../core/language/format.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';

/** Points by agent and month, by name: nobody is ranked. */
export function Trend() {
  const { t, manner } = useWords();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['quality', 'trend'],
    queryFn: ({ signal }) => call('get_quality_trend', { signal }),
  });
  if (isPending) return <Waiting />;
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  const number = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 });
  return (
    <>
      <p className="soft">{t('console.quality.trend_help')}</p>
      {data.agents.length === 0 && <Empty icon="done" title={t('console.quality.empty.trend')} />}
      {data.agents.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        <section className="table-card" tabIndex={0} aria-label={t('console.quality.list.trend')}>
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('console.quality.agent')}</th>
                <th scope="col">{t('console.quality.month')}</th>
                <th scope="col">{t('console.quality.n')}</th>
                <th scope="col">{t('console.quality.mean')}</th>
                <th scope="col">{t('console.quality.passed')}</th>
              </tr>
            </thead>
            <tbody>
              {data.agents.map(({ id, name, is_me, months }) => (
                <Fragment key={id}>
                  {months.map(({ month, n, mean, passed }, at) => (
                    <tr key={month}>
                      {at === 0 && (
                        <th scope="rowgroup" rowSpan={months.length}>
                          {name} {is_me && <span className="soft small">({t('console.quality.me')})</span>}
                        </th>
                      )}
                      <td>{monthName(month, manner)}</td>
                      <td>{n}</td>
                      <td>
                        <meter min={0} max={100} value={mean} aria-hidden="true" /> {number.format(mean)}
                      </td>
                      <td>{passed}</td>
                    </tr>
                  ))}
                </Fragment>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
