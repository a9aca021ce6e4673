import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import '../../css/turns.css';
import { call } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { SelectField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { CounterScreen } from './CounterScreen.tsx';
import type { OfficeKnown } from './office-known.ts';
import { OfficeFigures } from './OfficeFigures.tsx';
import { OfficeSettings } from './OfficeSettings.tsx';
import { NewOfficeButton } from './NewOffice.tsx';

const views = ['counter', 'figures', 'settings'] as const;
type View = (typeof views)[number];

/** An office: its counter, its figures and what it decides. Which one and which view stand in the address. */
export function Turns() {
  const { t } = useWords();
  useTitle(t('console.turns.title'));
  const may = useMay();
  const navigate = useNavigate();
  const search = useSearch({ from: '/inside/turnos' });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['offices'],
    queryFn: ({ signal }) => call('list_offices', { signal }),
  });
  const offices = data?.items ?? [];
  const office = offices.find(({ id }) => id === search['office']) ?? offices[0];
  const open = office === undefined ? [] : views.filter((view) => mayOpen(office, view));
  const view = open.find((one) => one === search['view']) ?? open[0];
  const go = (part: Record<string, string>) =>
    void navigate({ to: '/turnos', search: { ...search, ...part } });
  return (
    <div className="page turns">
      <div className="page-head">
        <h1>{t('console.turns.title')}</h1>
        {may('configuration.edit') && (
          <NewOfficeButton onMade={(id) => go({ office: id, view: 'settings' })} />
        )}
      </div>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data !== undefined && office === undefined && <p>{t('console.turns.no_office')}</p>}
      {office !== undefined && (
        <div className="turns-head">
          {offices.length > 1 && (
            <SelectField
              {...{ label: t('console.turns.office'), value: office.id }}
              options={offices.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={(event) => go({ office: event.target.value })}
            />
          )}
          <nav className="turns-views" aria-label={t('console.turns.title')}>
            {open.map((one) => (
              <button
                key={one}
                type="button"
                className="button"
                data-look={one === view ? 'primary' : 'plain'}
                aria-current={one === view ? 'page' : undefined}
                onClick={() => go({ office: office.id, view: one })}
              >
                {t(`console.turns.view.${one}`)}
              </button>
            ))}
          </nav>
        </div>
      )}
      {office !== undefined && view === 'counter' && <CounterScreen key={office.id} office={office} />}
      {office !== undefined && view === 'figures' && <OfficeFigures key={office.id} office={office} />}
      {office !== undefined && view === 'settings' && <OfficeSettings key={office.id} office={office} />}
    </div>
  );
}

function mayOpen(office: OfficeKnown, view: View): boolean {
  if (view === 'counter') return office.may_attend && office.is_active;
  return view === 'figures' ? office.may_count : office.may_read;
}
