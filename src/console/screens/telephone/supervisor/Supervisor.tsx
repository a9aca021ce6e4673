import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { call, linkTo } from '../../../api/client.ts';
import '../../../css/dashboard.css';
import '../../../css/desk.css';
import '../../../css/supervisor.css';
import { useWords } from '../../../language/words.ts';
import type { PlainSearch } from '../../../layout/search-params.ts';
import { useTitle } from '../../../layout/use-title.ts';
import { Empty } from '../../../ui/Empty.tsx';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { CallFigures } from './CallFigures.tsx';
import { LiveBoard } from './LiveBoard.tsx';
import { TelephoneTabs } from './TelephoneTabs.tsx';

type Asked = Parameters<typeof call<'get_call_figures'>>[1]['query'];
const names = ['from', 'until', 'queue', 'by'] as const;
/** What was counted changes when a call ends: often enough for who looks at the day. */
const counted_again_ms = 30_000;

/** The telephone as it is this moment, and what became of the calls of a period. */
export function Supervisor() {
  const { t } = useWords();
  useTitle(t('console.nav.supervision'));
  const search = useSearch({ from: '/inside/telefonia/supervision' });
  const filter = Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['telephony', 'figures', filter],
    queryFn: ({ signal }) => call('get_call_figures', { query: filter as Asked, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: counted_again_ms,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.supervision')}</h1>
        <TelephoneTabs />
      </div>
      <LiveBoard />
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data?.queues.length === 0 && (
        <Empty icon="phone" title={t('console.supervisor.no_queue')}>
          <p>{t('console.supervisor.no_queue_help')}</p>
        </Empty>
      )}
      {data !== undefined && data.queues.length > 0 && (
        <section className="stack" aria-labelledby="calls-of-period">
          <div className="page-head">
            <h2 id="calls-of-period">{t('console.supervisor.figures')}</h2>
            <a className="button not-printed" href={linkTo('export_call_figures', filter)}>
              <Icon name="download" /> {t('console.supervisor.export')}
            </a>
          </div>
          <FilterFields search={search} queues={data.queues} shown={data} />
          <CallFigures told={data} />
        </section>
      )}
    </div>
  );
}

interface FilterProps {
  readonly search: PlainSearch;
  readonly queues: readonly { readonly id: string; readonly name: string }[];
  readonly shown: { readonly from: string; readonly until: string; readonly by: string };
}

function FilterFields({ search, queues, shown }: FilterProps) {
  const { t } = useWords();
  const navigate = useNavigate();
  const set = (name: string) => (event: { target: { value: string } }) => {
    const { value } = event.target;
    void navigate({
      ...{ to: '/telefonia/supervision', replace: true },
      search: { ...search, [name]: value === '' ? undefined : value },
    });
  };
  return (
    <search className="desk-filter not-printed">
      <TextField
        {...{ label: t('console.interactions.from'), type: 'date', value: shown.from, max: shown.until }}
        onChange={set('from')}
      />
      <TextField
        {...{ label: t('console.interactions.until'), type: 'date', value: shown.until, min: shown.from }}
        onChange={set('until')}
      />
      <SelectField
        {...{ label: t('console.supervisor.queue'), none: t('console.supervisor.all_queues') }}
        {...{ value: search['queue'] ?? '', onChange: set('queue') }}
        options={queues.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        {...{ label: t('console.supervisor.by'), value: shown.by, onChange: set('by') }}
        options={(['hour', 'day'] as const).map((value) => ({
          ...{ value, label: t(`console.supervisor.by_${value}`) },
        }))}
      />
    </search>
  );
}
