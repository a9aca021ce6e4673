import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { countsQuery, petitionsQuery } from '../../api/reads.ts';
import '../../css/inbox.css';
import { useWords } from '../../language/words.ts';
import { useShortcuts } from '../../layout/shortcuts.ts';
import { useTitle } from '../../layout/use-title.ts';
import { needsInput, type ManyAction } from '../../parts/many-actions.ts';
import { useManyRun } from '../../parts/use-many-run.ts';
import { Problem } from '../../ui/Problem.tsx';
import { FilterBar } from './FilterBar.tsx';
import { filtersOf, listFilterOf, tabOf } from './filters.ts';
import { InboxTabs } from './InboxTabs.tsx';
import { ManyBar } from './ManyBar.tsx';
import { NothingHere } from './NothingHere.tsx';
import { PetitionRows } from './PetitionRows.tsx';
import { PreviewPane } from './PreviewPane.tsx';
import { usePane } from './use-pane.ts';
import { useMany } from './use-many.ts';
import { nextPlace, usePlace } from './use-place.ts';

// Read when first needed: windows and pickers would weigh on the first load.
const ManyDialog = lazy(() =>
  import('../../parts/ManyDialog.tsx').then((file) => ({ default: file.ManyDialog })),
);
const ManyOutcome = lazy(() =>
  import('../../parts/ManyOutcome.tsx').then((file) => ({ default: file.ManyOutcome })),
);

const lastRowKey = 'atiende.inbox.at';

/** The list that the day is worked through: by legal due date, with the keys j k x Enter. */
export function Inbox() {
  const { t } = useWords();
  useTitle(t('console.nav.inbox'));
  const search = useSearch({ from: '/inside/inbox' });
  const filter = useMemo(() => listFilterOf(search), [search]);
  const list = useInfiniteQuery(petitionsQuery(filter));
  const counts = useQuery(countsQuery(filtersOf(search)));
  const navigate = useNavigate();
  const many = useMany();
  const [isPaneShown, togglePane] = usePane();
  const [at, setAt] = useState<string | null>(() => sessionStorage.getItem(lastRowKey));
  const [action, setAction] = useState<ManyAction | null>(null);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const current = rows.find(({ id }) => id === at) ?? null;
  const place = usePlace(rows, at);

  function go(id: string) {
    setAt(id);
    sessionStorage.setItem(lastRowKey, id);
  }
  function move(step: 1 | -1) {
    const next = rows[nextPlace(place.current, step, rows.length)];
    if (next === undefined) return;
    // The row may only be drawn once it has the keyboard; the next key, however fast, finds it there.
    flushSync(() => go(next.id));
    document.querySelector<HTMLElement>(`[data-row="${next.id}"] a`)?.focus();
  }
  const chosen =
    many.ids.size > 0 ? rows.filter(({ id }) => many.ids.has(id)) : current === null ? [] : [current];
  const run = useManyRun();
  const act = (name: ManyAction, input?: Record<string, unknown>) => {
    const ids = chosen.map(({ id }) => id);
    setAction(null);
    many.clear();
    void run.run(name, ids, input);
  };
  const start = (name: ManyAction) => {
    if (chosen.length === 0 || run.progress !== null) return;
    if (needsInput(name)) setAction(name);
    else act(name);
  };
  const begin = (name: ManyAction) => () => start(name);
  useShortcuts([
    { keys: 'j', label: 'console.keys.down', run: () => move(1) },
    { keys: 'k', label: 'console.keys.up', run: () => move(-1) },
    {
      ...{ keys: 'o', label: 'console.keys.open' },
      run: () => at !== null && void navigate({ to: '/petitions/$id', params: { id: at }, search: {} }),
    },
    { keys: 'x', label: 'console.keys.select', run: () => at !== null && many.toggle(at) },
    { keys: 'p', label: 'console.keys.preview', run: togglePane },
    { keys: 'a', label: 'console.keys.accept', run: begin('accept') },
    { keys: 'e', label: 'console.keys.take', run: begin('take') },
    {
      ...{ keys: 'r', label: 'console.keys.reply' },
      run: () =>
        at !== null && void navigate({ to: '/petitions/$id', params: { id: at }, search: { do: 'reply' } }),
    },
    { keys: 's', label: 'console.keys.assign', run: begin('assign_person') },
    { keys: 'm', label: 'console.keys.transfer', run: begin('transfer_unit') },
    { keys: 'n', label: 'console.keys.note', run: begin('note') },
    { keys: 'Escape', label: 'console.keys.clear', run: many.clear },
  ]);
  return (
    <div className="inbox" data-pane={isPaneShown ? 'shown' : 'hidden'}>
      <div className="inbox-list">
        <div className="inbox-head">
          <h1>{t('console.nav.inbox')}</h1>
          <InboxTabs search={search} counts={counts.data} />
          <FilterBar search={search} isPaneShown={isPaneShown} onPane={togglePane} />
        </div>
        {list.isError && rows.length === 0 ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} />
        ) : list.isSuccess && rows.length === 0 ? (
          <NothingHere tab={tabOf(search)} isFiltered={Object.keys(filtersOf(search)).length > 0} />
        ) : (
          <PetitionRows
            {...{ rows, at, many, isPaneShown, onAt: go }}
            list={JSON.stringify(filter)}
            isWaiting={list.isPending}
            more={list.hasNextPage ? () => void list.fetchNextPage() : null}
            isLoadingMore={list.isFetchingNextPage}
          />
        )}
        {many.ids.size > 0 && <ManyBar many={many} onAction={start} />}
      </div>
      {isPaneShown && <PreviewPane id={current?.id ?? null} />}
      <Suspense fallback={null}>
        {action !== null && (
          <ManyDialog
            {...{ action, petitions: chosen }}
            onClose={() => setAction(null)}
            onRun={(input) => act(action, input)}
          />
        )}
        {(run.progress !== null || run.refusals.length > 0) && <ManyOutcome run={run} />}
      </Suspense>
    </div>
  );
}
