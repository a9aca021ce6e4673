import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { weekdayName } from '../../../../core/language/format.ts';
import { planDay, readTypedCalls, writeTypedCalls } from '../../../../core/telephony/erlang-plan.ts';
import type { StaffingHistory } from '../../../api.generated.ts';
import { call } from '../../../api/client.ts';
import '../../../css/dashboard.css';
import '../../../css/desk.css';
import '../../../css/supervisor.css';
import { useWords } from '../../../language/words.ts';
import type { PlainSearch } from '../../../layout/search-params.ts';
import { useTitle } from '../../../layout/use-title.ts';
import { Button } from '../../../ui/Button.tsx';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { saveStaffingCsv } from './staffing-csv.ts';
import { StaffingFormulas } from './StaffingReasons.tsx';
import { StaffingTable } from './StaffingTable.tsx';
import { TelephoneTabs } from './TelephoneTabs.tsx';
import { usual, type Assumptions } from './staffing-assumptions.ts';

type Asked = Parameters<typeof call<'get_staffing_history'>>[1]['query'];

/** How many people must answer in each half hour of a weekday, and why: all that was typed stands in the address. */
export function Staffing() {
  const { t } = useWords();
  useTitle(t('console.staffing.title'));
  const search = useSearch({ from: '/inside/telefonia/personal' });
  const query = Object.fromEntries(
    (['queue', 'weekday', 'weeks'] as const).flatMap((name) => (search[name] ? [[name, search[name]]] : [])),
  );
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['telephony', 'staffing', query],
    queryFn: ({ signal }) => call('get_staffing_history', { query: query as Asked, signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.staffing.title')}</h1>
        <TelephoneTabs />
      </div>
      <p className="prose">{t('console.staffing.lead')}</p>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && <Plan told={data} search={search} />}
    </div>
  );
}

function Plan({ told, search }: { told: StaffingHistory; search: PlainSearch }) {
  const { t, count, manner } = useWords();
  const navigate = useNavigate();
  const change = (changes: PlainSearch) =>
    void navigate({ to: '/telefonia/personal', replace: true, search: { ...search, ...changes } });
  const assumed = usual(told, search);
  const typed = readTypedCalls(search['calls']);
  const measured = new Map(told.slots.map(({ slot, calls }) => [slot, calls]));
  const calls = new Map([...measured, ...typed]);
  const plan = planDay({ calls, ...assumed });
  const type = (slot: number, text: string) => {
    const next = new Map(typed);
    const n = Number(text);
    if (text === '' || Number.isNaN(n) || n < 0) next.delete(slot);
    else next.set(slot, Math.round(Math.min(n, 99_999) * 10) / 10);
    change({ calls: writeTypedCalls(next) });
  };
  return (
    <>
      <AssumptionFields {...{ told, search, assumed, change }} />
      <p>
        {told.slots.length === 0
          ? t('console.staffing.no_history', { weekday: weekdayName(told.weekday, manner) })
          : count('console.staffing.history', told.weeks, {
              weekday: weekdayName(told.weekday, manner),
            })}{' '}
        {told.handling_s === null
          ? t('console.staffing.handling_unknown')
          : t('console.staffing.handling_measured', { seconds: Math.round(told.handling_s) })}
      </p>
      <div className="row not-printed">
        <Button icon="print" onClick={() => print()}>
          {t('console.staffing.print')}
        </Button>
        <Button icon="download" onClick={() => saveStaffingCsv(plan, t)}>
          {t('console.staffing.export')}
        </Button>
        {typed.size > 0 && (
          <Button icon="undo" onClick={() => change({ calls: undefined })}>
            {t('console.staffing.as_measured')}
          </Button>
        )}
      </div>
      <StaffingFormulas />
      <StaffingTable
        {...{ plan, assumed, calls, typed, onType: type }}
        chosen={search['slot'] === undefined ? null : Number(search['slot'])}
        onChoose={(slot) => change({ slot: slot === null ? undefined : String(slot) })}
      />
    </>
  );
}

interface FieldsProps {
  readonly told: StaffingHistory;
  readonly search: PlainSearch;
  readonly assumed: Assumptions;
  readonly change: (changes: PlainSearch) => void;
}

function AssumptionFields({ told, search, assumed, change }: FieldsProps) {
  const { t, manner } = useWords();
  const set = (name: string) => (event: { target: { value: string } }) =>
    change({ [name]: event.target.value === '' ? undefined : event.target.value });
  const numbers = [
    { name: 'aht', value: Math.round(assumed.handling_s), min: 1, max: 7200 },
    { name: 'sl', value: Math.round(assumed.target.share * 100), min: 1, max: 99 },
    { name: 'within', value: assumed.target.within_s, min: 1, max: 3600 },
    { name: 'shrinkage', value: Math.round(assumed.shrinkage * 100), min: 0, max: 90 },
  ] as const;
  return (
    <search className="desk-filter staffing-filter">
      <SelectField
        {...{ label: t('console.supervisor.queue'), none: t('console.supervisor.all_queues') }}
        {...{ value: search['queue'] ?? '', onChange: set('queue') }}
        options={told.queues.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <SelectField
        {...{ label: t('console.staffing.weekday'), value: String(told.weekday), onChange: set('weekday') }}
        options={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
          ...{ value: String(day), label: weekdayName(day, manner) },
        }))}
      />
      <SelectField
        {...{ label: t('console.staffing.weeks'), value: search['weeks'] ?? '6', onChange: set('weeks') }}
        options={['4', '6', '8', '12', '26'].map((value) => ({ value, label: value }))}
      />
      {numbers.map(({ name, value, min, max }) => (
        <TextField
          key={name}
          {...{ label: t(`console.staffing.${name}`), type: 'number', min, max }}
          {...{ value: search[name] ?? String(value), onChange: set(name) }}
        />
      ))}
    </search>
  );
}
