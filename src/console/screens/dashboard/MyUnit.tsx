import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { clockTime, longDate, shortDate } from '../../../core/language/format.ts';
import type { MyUnit as MyUnitAnswer, PetitionRow, UnitNumber } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { DueChip, Flags } from '../../parts/Chips.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { Dashboard } from './Dashboard.tsx';
import { NumberLink } from './NumberLink.tsx';
import { PartsTable } from './PartsTable.tsx';
import { placeOf } from './PlacePicker.tsx';

/** Under `counts`, so that the live feed has it read again. */
const myUnitQuery = (place: { authority_id?: string; unit_id?: string }) =>
  queryOptions({
    queryKey: ['counts', 'my-unit', place],
    queryFn: ({ signal }) => call('get_my_unit', { query: place, signal }),
    placeholderData: keepPreviousData,
  });

/** What there is to do today where one works: each number leads to its list. */
export function MyUnit() {
  const { manner } = useWords();
  const search = useSearch({ from: '/inside/my-unit' });
  const { data, error, isPending, refetch } = useQuery(myUnitQuery(placeOf(search)));
  return (
    <Dashboard view="my-unit" search={search} places={data?.places}>
      {isPending && <Waiting />}
      {error && <Problem error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <p>
            <strong>{data.name}</strong>{' '}
            <span className="soft">
              {longDate(data.today, manner)}, {clockTime(data.as_of, manner)}
            </span>
          </p>
          <Numbers told={data} />
          <NextThing told={data} />
          {data.groups.length > 0 && <PartsTable groups={data.groups} />}
          <Definitions told={data} />
        </>
      )}
    </Dashboard>
  );
}

function Numbers({ told }: { told: MyUnitAnswer }) {
  const { t, count, manner } = useWords();
  return (
    <ul className="numbers" aria-label={t('console.dashboard.numbers')}>
      {told.numbers.map((number) => (
        <li key={number.name}>
          <NumberLink number={number} />
        </li>
      ))}
      {told.oldest && (
        <li>
          <Link
            to="/petitions/$id"
            params={{ id: told.oldest.id }}
            search={{}}
            className="number-card"
            preload={false}
          >
            <strong className="number-figure">{count('console.dashboard.days', told.oldest.days)}</strong>
            <span>{t('console.dashboard.number.oldest')}</span>
            <span className="small soft">
              <span className="folio">{told.oldest.folio}</span>, {shortDate(told.oldest.received_on, manner)}
            </span>
          </Link>
        </li>
      )}
    </ul>
  );
}

/** The petition whose term ends first, said as a thing to do, and those after it. */
function NextThing({ told }: { told: MyUnitAnswer }) {
  const { t } = useWords();
  const [first, ...rest] = told.next;
  return (
    <section className="stack" aria-labelledby="next">
      <h2 id="next">{t('console.dashboard.next')}</h2>
      {first === undefined ? (
        <Empty icon="done" title={t('console.dashboard.nothing_next')}>
          <p>{t('console.dashboard.nothing_next_help')}</p>
          <Link to="/inbox" search={{ tab: 'waiting' }} className="button">
            {t('console.inbox.go_to', { tab: t('console.inbox.tab.waiting') })}
          </Link>
        </Empty>
      ) : (
        <ol className="next-things">
          <NextRow row={first} isFirst />
          {rest.map((row) => (
            <NextRow key={row.id} row={row} />
          ))}
        </ol>
      )}
      {first !== undefined && (
        <p className="not-printed">
          <Link to="/inbox" search={told.next_search}>
            {t('console.dashboard.all_next')}
          </Link>
        </p>
      )}
    </section>
  );
}

function NextRow({ row, isFirst = false }: { row: PetitionRow; isFirst?: boolean }) {
  const { t } = useWords();
  const isToAccept = row.stage === 'received' || row.stage === 'assigned';
  return (
    <li data-first={isFirst || undefined}>
      <DueChip row={row} />
      <span className="grow">
        <Link to="/petitions/$id" params={{ id: row.id }} search={{}} preload={false}>
          {t(isToAccept ? 'console.dashboard.do.accept' : 'console.dashboard.do.reply', {
            service: row.service.name,
          })}
        </Link>{' '}
        <Flags row={row} />
        <span className="row-words soft">{row.summary || row.address_text}</span>
      </span>
      <span className="folio">{row.folio}</span>
      <span className="soft small">{row.assignee?.name ?? t('console.unassigned')}</span>
    </li>
  );
}

function Definitions({ told }: { told: MyUnitAnswer }) {
  const { t, manner } = useWords();
  const names: readonly (UnitNumber['name'] | 'oldest')[] = [
    ...told.numbers.map(({ name }) => name),
    'oldest',
  ];
  return (
    <details>
      <summary>
        <Icon name="question" /> {t('console.dashboard.definitions')}
      </summary>
      <dl className="definitions">
        {names.map((name) => (
          <div key={name}>
            <dt>{t(`console.dashboard.number.${name}`)}</dt>
            <dd>{t(`console.dashboard.define.${name}`, { day: shortDate(told.soon_until, manner) })}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
