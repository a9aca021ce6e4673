import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { percentage, wholeNumber } from '../../../core/language/format.ts';
import type { Forecast as ForecastAnswer } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Dashboard } from './Dashboard.tsx';
import { ForecastChart, type ChartDay } from './ForecastChart.tsx';
import { placeOf } from './PlacePicker.tsx';

/** What will come in the next ten business days, and what will fall overdue of what is open. */
export function Forecast() {
  const search = useSearch({ from: '/inside/forecast' });
  const place = placeOf(search);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['forecast', place],
    queryFn: ({ signal }) => call('get_forecast', { query: place, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <Dashboard view="forecast" search={search} places={data?.places}>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p>
            <strong>{data.name}</strong>
          </p>
          <Arrivals told={data} />
          <Overdue told={data} />
        </>
      )}
    </Dashboard>
  );
}

function Arrivals({ told }: { told: ForecastAnswer }) {
  const { t, manner } = useWords();
  const { arrivals } = told;
  if (arrivals === null) {
    return (
      <section className="stack">
        <h2>{t('console.forecast.arrivals')}</h2>
        <Empty icon="calendar" title={t('console.forecast.too_early')}>
          <p>{t('console.forecast.too_early_help')}</p>
        </Empty>
      </section>
    );
  }
  const past: ChartDay[] = told.recent.map(({ on, kind, n }) => ({
    on,
    kind,
    n,
    low: null,
    high: null,
    is_past: true,
  }));
  const ahead: ChartDay[] = arrivals.days.map(({ expected, ...day }) => ({
    ...day,
    n: expected,
    is_past: false,
  }));
  const sum = arrivals.days.reduce((all, { expected }) => all + expected, 0);
  const change = arrivals.trend - 1;
  return (
    <section className="stack">
      <h2>{t('console.forecast.arrivals')}</h2>
      <p>
        {t('console.forecast.arrivals_sum', { count: wholeNumber(Math.round(sum), manner) })}{' '}
        {Math.abs(change) < 0.05
          ? t('console.forecast.trend_same')
          : t(change > 0 ? 'console.forecast.trend_more' : 'console.forecast.trend_less', {
              share: percentage(Math.abs(change), manner),
            })}
      </p>
      <ForecastChart days={[...past, ...ahead]} label={t('console.forecast.arrivals_text')} />
      <ForecastTable
        days={ahead}
        figure={t('console.forecast.expected')}
        title={t('console.forecast.arrivals')}
      />
      <p className="soft small">{t('console.forecast.arrivals_method')}</p>
      {arrivals.checked.days > 0 && (
        <p className="soft small">
          {t('console.forecast.checked', { days: arrivals.checked.days, within: arrivals.checked.within })}
        </p>
      )}
    </section>
  );
}

function Overdue({ told }: { told: ForecastAnswer }) {
  const { t, manner } = useWords();
  const { now, pace, days } = told.overdue;
  const last = days.at(-1);
  const rows: ChartDay[] = days.map(({ on, is_business, expected, low, high, due }) => ({
    ...{ on, kind: is_business ? 'working' : 'day_off', n: expected, low, high, due, is_past: false },
  }));
  const one = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 });
  return (
    <section className="stack">
      <h2>{t('console.forecast.overdue')}</h2>
      <p>
        {t('console.forecast.overdue_now', { count: wholeNumber(now, manner) })}{' '}
        {t('console.forecast.pace', {
          ...{ usual: one.format(pace.usual), slow: one.format(pace.slow), good: one.format(pace.good) },
        })}{' '}
        {last && t('console.forecast.overdue_then', { count: wholeNumber(last.expected, manner) })}
      </p>
      <p className="not-printed">
        <Link to="/inbox" search={{ ...told.list, tab: 'overdue' }} preload={false}>
          {t('console.forecast.see_overdue')}
        </Link>{' '}
        <span className="soft small">{t('console.forecast.see_overdue_help')}</span>
      </p>
      <ForecastChart days={rows} label={t('console.forecast.overdue_text')} />
      <ForecastTable
        days={rows}
        list={told.list}
        figure={t('console.forecast.overdue_at_end')}
        title={t('console.forecast.overdue')}
      />
      <p className="soft small">{t('console.forecast.overdue_method')}</p>
    </section>
  );
}

interface TableProps {
  readonly days: readonly ChartDay[];
  readonly figure: string;
  readonly title: string;
  /** Parameters of the inbox that list the place. */
  readonly list?: Readonly<Record<string, string>>;
}

/** The same as the picture, in numbers. */
function ForecastTable({ days, figure, title, list }: TableProps) {
  const { t, manner } = useWords();
  const day = new Intl.DateTimeFormat(manner.locale, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  });
  const one = new Intl.NumberFormat(manner.locale, { maximumFractionDigits: 1 });
  const hasDue = days[0]?.due !== undefined;
  return (
    <details>
      <summary>{t('satisfaction.as_table')}</summary>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard */}
      <section className="table-card" tabIndex={0} aria-label={title}>
        <table className="plain-table">
          <thead>
            <tr>
              <th>{t('console.forecast.day')}</th>
              {hasDue && <th className="figure-cell">{t('console.forecast.due')}</th>}
              <th className="figure-cell">{figure}</th>
              <th className="figure-cell">{t('console.forecast.between')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map(({ on, kind, n, low, high, due }) => (
              <tr key={on}>
                <td data-label={t('console.forecast.day')}>
                  {day.format(Date.parse(`${on}T12:00:00Z`))}
                  {kind === 'holiday' && <span className="soft small"> {t('console.forecast.holiday')}</span>}
                </td>
                {hasDue && (
                  <td className="figure-cell" data-label={t('console.forecast.due')}>
                    <Link
                      to="/inbox"
                      search={{ ...list, tab: 'unit', due_from: on, due_until: on }}
                      preload={false}
                    >
                      {wholeNumber(due ?? 0, manner)}
                    </Link>
                  </td>
                )}
                <td className="figure-cell" data-label={figure}>
                  {one.format(n)}
                </td>
                <td className="figure-cell" data-label={t('console.forecast.between')}>
                  {wholeNumber(low ?? 0, manner)}–{wholeNumber(high ?? 0, manner)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
