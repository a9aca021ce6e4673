import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { wholeNumber } from '../../../core/language/format.ts';
import type { Workload as WorkloadAnswer } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { Empty } from '../../ui/Empty.tsx';
import { TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Dashboard } from './Dashboard.tsx';
import { placeOf } from './PlacePicker.tsx';

const columns = ['open', 'due_soon', 'overdue', 'received', 'closed'] as const;

/** What each person has to do and did, by name: to share the work out, not to compare people. */
export function Workload() {
  const { t } = useWords();
  const search = useSearch({ from: '/inside/workload' });
  const navigate = useNavigate();
  const { from, until } = search;
  const asked = {
    ...placeOf(search),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['counts', 'workload', asked],
    queryFn: ({ signal }) => call('get_workload', { query: asked, signal }),
    placeholderData: keepPreviousData,
  });
  const set = (name: 'from' | 'until', value: string) =>
    void navigate({ to: '/workload', search: { ...search, [name]: value || undefined }, replace: true });
  return (
    <Dashboard view="workload" search={search} places={data?.places}>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p>
            <strong>{data.name}</strong>
          </p>
          <div className="period-fields">
            <TextField
              type="date"
              label={t('console.satisfaction.from')}
              value={data.from}
              onChange={({ target }) => set('from', target.value)}
            />
            <TextField
              type="date"
              label={t('console.satisfaction.until')}
              value={data.until}
              onChange={({ target }) => set('until', target.value)}
            />
          </div>
          {data.persons.length === 0 ? (
            <Empty icon="people" title={t('console.workload.empty')}>
              <p>{t('console.workload.empty_help')}</p>
            </Empty>
          ) : (
            <Persons told={data} />
          )}
          <p className="soft small">
            {t(data.sees_others ? 'console.workload.method' : 'console.workload.method_own')}
          </p>
        </>
      )}
    </Dashboard>
  );
}

function Persons({ told }: { told: WorkloadAnswer }) {
  const { t, manner } = useWords();
  const may = useMay();
  const title = t('console.dashboard.view.workload');
  const canAssign = told.sees_others && may('petition.assign_person');
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="table-card" tabIndex={0} aria-label={title}>
      <table className="plain-table">
        <thead>
          <tr>
            <th>{t('console.workload.person')}</th>
            {columns.map((column) => (
              <th key={column} className="figure-cell">
                {t(`console.workload.column.${column}`)}
              </th>
            ))}
            {canAssign && <th className="not-printed">{t('console.workload.share_out')}</th>}
          </tr>
        </thead>
        <tbody>
          {told.persons.map((person) => (
            <tr key={person.id ?? ''}>
              <td data-label={t('console.workload.person')}>
                {person.name ?? t('console.unassigned')}
                {person.is_me && <span className="soft small"> {t('console.workload.me')}</span>}
              </td>
              {columns.map((column) => (
                <td key={column} className="figure-cell" data-label={t(`console.workload.column.${column}`)}>
                  <Link to="/inbox" search={person.searches[column]} preload={false}>
                    {wholeNumber(person[column], manner)}
                  </Link>
                </td>
              ))}
              {canAssign && (
                <td className="not-printed" data-label={t('console.workload.share_out')}>
                  {person.open > 0 && (
                    <Link to="/inbox" search={person.searches.open} preload={false}>
                      {t('console.workload.reassign')}
                      <span className="visually-hidden"> {person.name ?? t('console.unassigned')}</span>
                    </Link>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
