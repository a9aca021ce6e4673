import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { PersonFound, PetitionRow } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import '../../css/queues.css';
import { useWords } from '../../language/words.ts';
import { useTitle } from '../../layout/use-title.ts';
import { DueChip, StageChip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { RowLink } from '../queues/RowLink.tsx';

/** Anything, anywhere one may see: a folio, words, a place, a person's name, phone, e-mail or document. */
export function Search() {
  const { t } = useWords();
  useTitle(t('console.nav.search'));
  const { q = '' } = useSearch({ from: '/inside/search' });
  const navigate = useNavigate();
  const [typed, setTyped] = useState(q);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => call('search', { query: { q }, signal }),
    enabled: q !== '',
  });
  const isEmpty =
    data !== undefined &&
    data.folio === null &&
    data.petitions.items.length === 0 &&
    data.persons.length === 0;
  return (
    <div className="page">
      <h1>{t('console.nav.search')}</h1>
      <search>
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            void navigate({ to: '/search', search: { q: typed.trim() } });
          }}
        >
          <input
            className="input search-large"
            type="search"
            aria-label={t('console.search.label')}
            placeholder={t('console.search.hint')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" look="primary" icon="search">
            {t('console.nav.search')}
          </Button>
        </form>
      </search>
      <p className="soft small">{t('console.search.logged')}</p>
      {isFetching && data === undefined && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {isEmpty && (
        <Empty icon="search" title={t('console.search.nothing', { q })}>
          <p>{t('console.search.nothing_help')}</p>
        </Empty>
      )}
      {data?.folio && (
        <section className="card">
          <Found row={data.folio} />
        </section>
      )}
      {data !== undefined && data.persons.length > 0 && <Persons persons={data.persons} />}
      {data !== undefined && data.petitions.items.length > 0 && (
        <section className="card stack">
          <h2>{t('console.search.petitions')}</h2>
          {data.petitions.items.map((row) => (
            <Found key={row.id} row={row} />
          ))}
          {data.petitions.next_cursor && (
            <Link to="/inbox" search={{ tab: 'all', q }} className="button">
              {t('console.search.all_in_inbox')}
            </Link>
          )}
        </section>
      )}
    </div>
  );
}

export function Found({ row }: { row: PetitionRow }) {
  return (
    <div className="found-row">
      <p className="row">
        <RowLink row={row} /> <StageChip stage={row.stage} /> <DueChip row={row} />
      </p>
      <p className="soft clip">{row.summary || row.address_text}</p>
    </div>
  );
}

function Persons({ persons }: { persons: readonly PersonFound[] }) {
  const { t, count } = useWords();
  return (
    <section className="card stack">
      <h2>{t('console.search.persons')}</h2>
      <ul className="stack-tight">
        {persons.map((person) => (
          <li key={person.id} className="row">
            <Icon name="person" />
            <Link to="/persons/$id" params={{ id: person.id }} preload={false}>
              {person.name ?? t('console.person.no_name')}
            </Link>
            <span className="soft">{[person.phone, person.email].filter(Boolean).join(' · ')}</span>
            <span className="soft small">{count('console.new.petitions', person.petitions_count)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
