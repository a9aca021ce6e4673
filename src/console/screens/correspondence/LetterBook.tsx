import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { LetterRow } from '../../api.generated.ts';
import { addressOf, call, inCity, linkTo } from '../../api/client.ts';
import '../../css/desk.css';
import { nowOnTheWall } from '../../language/wall-clock.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { SelectField, TextField } from '../../ui/Field.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { LetterPlaces, placeIn } from './LetterPlaces.tsx';

const names = ['from', 'until', 'medium', 'q'] as const;
type Filter = Partial<Record<(typeof names)[number], string>>;
const media = ['by_hand', 'post', 'courier', 'box', 'fax'] as const;

/** The register: every entry, the newest first, found by what is on the sheet. */
export function LetterBook() {
  const { t, manner } = useWords();
  const search = useSearch({ from: '/inside/oficialia' });
  const filter: Filter = Object.fromEntries(
    names.flatMap((name) => (search[name] === undefined ? [] : [[name, search[name]]])),
  );
  const query = filter as Parameters<typeof call<'list_letters'>>[1]['query'];
  const list = useInfiniteQuery({
    queryKey: ['letters', filter],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_letters', {
        query: { ...query, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <FilterFields filter={filter} />
      <p className="row">
        <a
          className="button"
          href={linkTo('get_letters_of_day', { on: filter.until ?? nowOnTheWall(manner).slice(0, 10) })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="print" /> {t('console.letters.day_page')}
        </a>
        <a className="button" href={linkTo('export_letters', filter)}>
          <Icon name="download" /> {t('console.interactions.export')}
        </a>
      </p>
      {list.isPending && <Waiting />}
      {list.isError && <Problem error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <Empty icon="mail" title={t('console.letters.empty')} />}
      {items.length > 0 && <LetterTable items={items} />}
      {list.hasNextPage && (
        <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('console.interactions.more')}
        </Button>
      )}
    </>
  );
}

function FilterFields({ filter }: { filter: Filter }) {
  const { t, code } = useWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState(filter.q ?? '');
  const go = (name: keyof Filter, value: string) => {
    const { [name]: _, ...others } = filter;
    const search = { tab: 'book', ...others, ...(value === '' ? {} : { [name]: value }) };
    void navigate({ to: '/oficialia', search });
  };
  const set = (name: keyof Filter) => (event: { target: { value: string } }) => go(name, event.target.value);
  return (
    <search className="desk-filter">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          go('q', typed.trim());
        }}
      >
        <TextField
          {...{ label: t('console.letters.find'), help: t('console.letters.find_help'), type: 'search' }}
          {...{ value: typed, onChange: (event) => setTyped(event.target.value) }}
        />
      </form>
      <TextField
        {...{ label: t('console.interactions.from'), type: 'date', value: filter.from ?? '' }}
        onChange={set('from')}
      />
      <TextField
        {...{ label: t('console.interactions.until'), type: 'date', value: filter.until ?? '' }}
        onChange={set('until')}
      />
      <SelectField
        {...{ label: t('console.letters.medium'), value: filter.medium ?? '' }}
        {...{ none: t('console.interactions.all'), onChange: set('medium') }}
        options={media.map((value) => ({ value, label: code('letter_medium', value) }))}
      />
    </search>
  );
}

function LetterTable({ items }: { items: readonly LetterRow[] }) {
  const { t, code, manner } = useWords();
  const [opened, setOpened] = useState<LetterRow | null>(null);
  return (
    <div className="table-card">
      <table className="plain-table" aria-label={t('console.letters.book')}>
        <thead>
          <tr>
            {(
              ['entry', 'received', 'sender', 'subject', 'paper_count', 'folio_of', 'kept', 'papers'] as const
            ).map((name) => (
              <th key={name} scope="col">
                {t(`console.letters.column.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td className="folio">{one.entry}</td>
              <td>
                {shortInstant(one.received_at, manner)}
                <br />
                <span className="soft small">{code('letter_medium', one.medium)}</span>
              </td>
              <td>{senderIn(one, { t, code })}</td>
              <td>{one.subject ?? '—'}</td>
              <td>
                {one.sheets} + {one.annexes}
              </td>
              <td className="folio">
                {one.petition.is_readable ? (
                  <Link to="/petitions/$id" params={{ id: one.petition.id }} search={{}} preload={false}>
                    {one.petition.folio}
                  </Link>
                ) : (
                  one.petition.folio
                )}
                <br />
                <span className="soft small">{one.authority}</span>
              </td>
              <td>
                <Button look="link" onClick={() => setOpened(one)}>
                  {one.kept_at === null ? t('console.letters.no_place') : placeIn(one.kept_at)}
                </Button>
              </td>
              <td>
                <a
                  href={inCity(addressOf('get_letter_copy', { id: one.id }))}
                  target="_blank"
                  rel="noreferrer"
                >
                  {t('console.letters.copy')}
                </a>
                {one.scan.url !== null && (
                  <>
                    <br />
                    <a href={inCity(one.scan.url)} target="_blank" rel="noreferrer">
                      {t('console.letters.scan')}
                    </a>
                  </>
                )}
                {one.scan.state !== 'none' && (
                  <>
                    <br />
                    <span className="soft small">{code('letter_scan', one.scan.state)}</span>
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {opened !== null && <LetterPlaces letter={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

type Speech = Pick<ReturnType<typeof useWords>, 't' | 'code'>;

function senderIn(one: LetterRow, { t, code }: Speech): string {
  if (one.is_withheld) return t('console.letters.withheld');
  return one.sender ?? code('letter_sender', one.sender_kind);
}
