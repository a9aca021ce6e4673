import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { Interaction } from '../../api.generated.ts';
import { call, linkTo } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { useMay } from '../../api/session.ts';
import '../../css/desk.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { deskWordsQuery } from './desk-words.ts';
import { minutesAndSeconds } from './duration.ts';
import { InteractionFigures } from './InteractionFigures.tsx';

const names = ['from', 'until', 'channel', 'kind', 'wrap_up', 'user'] as const;
type Filter = Partial<Record<(typeof names)[number], string>>;

const usual_days = 30;
const day_ms = 86_400_000;

/** Where nobody says from when: the last thirty days. */
const monthBefore = (): string => new Date(Date.now() - usual_days * day_ms).toISOString().slice(0, 10);

/** Nobody talks so long: what was begun before was never ended. */
const longest_ms = day_ms / 2;

/** What was attended, how much of it, and how much was settled at the first contact; as CSV too. */
export function Interactions() {
  const { t } = useWords();
  const may = useMay();
  useTitle(t('console.interactions.title'));
  const search = useSearch({ from: '/inside/atenciones' });
  const [usual_from] = useState(monthBefore);
  const filter: Filter = {
    from: usual_from,
    ...Object.fromEntries(
      names.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
    ),
  };
  const query = filter as Parameters<typeof call<'count_interactions'>>[1]['query'];
  const figures = useQuery({
    queryKey: ['interactions', 'figures', filter],
    queryFn: ({ signal }) => call('count_interactions', { query, signal }),
  });
  const list = useInfiniteQuery({
    queryKey: ['interactions', filter],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_interactions', {
        query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('console.interactions.title')}</h1>
        {may('interactions.read_team') && (
          <a className="button" href={linkTo('export_interactions', filter)}>
            <Icon name="download" /> {t('console.interactions.export')}
          </a>
        )}
      </div>
      <FilterFields filter={filter} />
      {figures.data && <InteractionFigures figures={figures.data} />}
      {(list.isPending || figures.isPending) && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="phone" title={t('console.interactions.empty')} />}
      {items.length > 0 && <InteractionTable items={items} />}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.interactions.more')}
        </Button>
      )}
    </div>
  );
}

function FilterFields({ filter }: { filter: Filter }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const { data: words } = useQuery(deskWordsQuery);
  const { data: catalogue } = useQuery(catalogueQuery);
  const set = (name: keyof Filter) => (event: { target: { value: string } }) => {
    const { [name]: _, ...others } = filter;
    const { value } = event.target;
    void navigate({ to: '/atenciones', search: value === '' ? others : { ...others, [name]: value } });
  };
  const asOptions = (list: readonly { code: string; name: string }[] = []) =>
    list.map(({ code, name }) => ({ value: code, label: name }));
  const all = t('console.interactions.all');
  return (
    <search className="desk-filter">
      <TextField
        {...{ label: t('console.interactions.from'), type: 'date', value: filter.from ?? '' }}
        onChange={set('from')}
      />
      <TextField
        {...{ label: t('console.interactions.until'), type: 'date', value: filter.until ?? '' }}
        onChange={set('until')}
      />
      <SelectField
        {...{ label: t('console.interactions.channel'), value: filter.channel ?? '', none: all }}
        {...{ options: asOptions(catalogue?.channels), onChange: set('channel') }}
      />
      <SelectField
        {...{ label: t('console.interactions.kind'), value: filter.kind ?? '', none: all }}
        {...{ options: asOptions(words?.kinds), onChange: set('kind') }}
      />
      <SelectField
        {...{ label: t('console.interactions.whose'), value: filter.user ?? '', none: all }}
        {...{ options: [{ value: 'me', label: t('console.interactions.mine') }], onChange: set('user') }}
      />
    </search>
  );
}

function InteractionTable({ items }: { items: readonly Interaction[] }) {
  const { t, code, manner } = useWords();
  const [now] = useState(() => Date.now());
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className="table-card" tabIndex={0} aria-label={t('console.nav.interactions')}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('console.interactions.when')}</th>
            <th scope="col">{t('console.interactions.channel')}</th>
            <th scope="col">{t('console.interactions.kind')}</th>
            <th scope="col">{t('console.interactions.duration')}</th>
            <th scope="col">{t('console.interactions.person')}</th>
            <th scope="col">{t('console.interactions.about')}</th>
            <th scope="col">{t('console.desk.wrap_up')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>{shortInstant(one.at, manner)}</td>
              <td>{code('channel', one.channel)}</td>
              <td>{one.kind.name}</td>
              <td>
                {one.seconds !== null && minutesAndSeconds(one.seconds)}
                {one.seconds === null &&
                  one.recorded !== null &&
                  one.wrap_up === null &&
                  t(
                    now - Date.parse(one.at) < longest_ms
                      ? 'console.interactions.open'
                      : 'console.interactions.left_open',
                  )}
              </td>
              <td>{one.by}</td>
              <td className="folio">{one.petitions.map(({ folio }) => folio).join(', ')}</td>
              <td>{one.wrap_up?.name}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
