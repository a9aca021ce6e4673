import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { shortDate, shortInstant } from '../../../../core/language/format.ts';
import type { Recording } from '../../../api.generated.ts';
import { call } from '../../../api/client.ts';
import { useMay } from '../../../api/session.ts';
import '../../../css/desk.css';
import '../../../css/supervisor.css';
import { useWords } from '../../../language/words.ts';
import type { PlainSearch } from '../../../layout/search-params.ts';
import { useTitle } from '../../../layout/use-title.ts';
import { Button } from '../../../ui/Button.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { SelectField, TextField } from '../../../ui/Field.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { Problem } from '../../../ui/Problem.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { minutesAndSeconds } from '../../desk/duration.ts';
import { RecordingDialog } from './RecordingDialog.tsx';
import { TelephoneTabs } from './TelephoneTabs.tsx';

type Asked = Parameters<typeof call<'list_recordings'>>[1]['query'];
const names = ['from', 'until', 'queue', 'state'] as const;
const states = ['kept', 'held', 'opted_out', 'deleted'] as const;

/** Recordings that the person may listen to; the open one stands in the address. */
export function Recordings() {
  const { t, manner } = useWords();
  useTitle(t('console.nav.recordings'));
  const search = useSearch({ from: '/inside/telefonia/grabaciones' });
  const navigate = useNavigate();
  const change = (changes: PlainSearch) =>
    void navigate({ to: '/telefonia/grabaciones', search: { ...search, ...changes } });
  const filter = Object.fromEntries(names.flatMap((name) => (search[name] ? [[name, search[name]]] : [])));
  const list = useInfiniteQuery({
    queryKey: ['recordings', filter],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_recordings', {
        query: { ...filter, ...(pageParam === null ? {} : { cursor: pageParam }) } as Asked,
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const open = search['id'];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.nav.recordings')}</h1>
        <TelephoneTabs />
      </div>
      {list.data?.pages[0]?.stopped.map(({ name, since }) => (
        <p key={name} className="notice" data-tone="late">
          <Icon name="late" /> {t('console.recordings.stopped', { name, since: shortInstant(since, manner) })}
        </p>
      ))}
      <FilterFields search={search} change={change} />
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon="phone" title={t('console.recordings.empty')}>
          <p>{t('console.recordings.empty_help')}</p>
        </Empty>
      )}
      {items.length > 0 && <RecordingTable items={items} onOpen={(id) => change({ id })} />}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.interactions.more')}
        </Button>
      )}
      {open !== undefined && <RecordingDialog id={open} onClose={() => change({ id: undefined })} />}
    </div>
  );
}

function FilterFields({ search, change }: { search: PlainSearch; change: (changes: PlainSearch) => void }) {
  const { t } = useWords();
  const may = useMay();
  // Queues are named to who supervises them.
  const { data } = useQuery({
    queryKey: ['telephony', 'figures', {}],
    queryFn: ({ signal }) => call('get_call_figures', { query: {}, signal }),
    enabled: may('telephony.supervise'),
  });
  const set = (name: string) => (event: { target: { value: string } }) =>
    change({ [name]: event.target.value === '' ? undefined : event.target.value });
  return (
    <search className="desk-filter">
      <TextField
        {...{ label: t('console.interactions.from'), type: 'date', value: search['from'] ?? '' }}
        onChange={set('from')}
      />
      <TextField
        {...{ label: t('console.interactions.until'), type: 'date', value: search['until'] ?? '' }}
        onChange={set('until')}
      />
      {data !== undefined && (
        <SelectField
          {...{ label: t('console.supervisor.queue'), none: t('console.supervisor.all_queues') }}
          {...{ value: search['queue'] ?? '', onChange: set('queue') }}
          options={data.queues.map(({ id, name }) => ({ value: id, label: name }))}
        />
      )}
      <SelectField
        {...{ label: t('console.recordings.state'), none: t('console.recordings.all') }}
        {...{ value: search['state'] ?? '', onChange: set('state') }}
        options={states.map((value) => ({ value, label: t(`console.recordings.state_${value}`) }))}
      />
    </search>
  );
}

function RecordingTable({ items, onOpen }: { items: readonly Recording[]; onOpen: (id: string) => void }) {
  const { t, code, manner } = useWords();
  const heads = ['when', 'queue', 'agents', 'length', 'consent', 'until'] as const;
  return (
    <div className="table-card">
      <table className="plain-table">
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`console.recordings.${head}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('console.recordings.open')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td className="unbroken" data-label={t('console.recordings.when')}>
                {shortInstant(one.recorded_at, manner)}
              </td>
              <td data-label={t('console.recordings.queue')}>
                {one.queue ?? t(one.has_call ? 'console.recordings.no_queue' : 'console.recordings.no_call')}
              </td>
              <td data-label={t('console.recordings.agents')}>{one.agents.join(', ')}</td>
              <td data-label={t('console.recordings.length')}>
                {one.seconds === null ? '—' : minutesAndSeconds(one.seconds)}
              </td>
              <td data-label={t('console.recordings.consent')}>
                {code('console.recordings.heard', one.consent)}
              </td>
              <td className="unbroken" data-label={t('console.recordings.until')}>
                {one.is_held && t('console.recordings.held')}
                {!one.is_held && one.deleted_on !== null && shortDate(one.deleted_on, manner)}
                {one.deleted_at !== null && t('console.recordings.deleted')}
              </td>
              <td>
                <Button
                  aria-label={t('console.recordings.open_of', {
                    when: shortInstant(one.recorded_at, manner),
                  })}
                  onClick={() => onOpen(one.id)}
                >
                  {t('console.recordings.open')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
