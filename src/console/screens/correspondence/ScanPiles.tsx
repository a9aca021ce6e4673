import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { ScanPiles as Piles } from '../../api.generated.ts';
import { call } from '../../api/client.ts';
import { catalogueQuery } from '../../api/reads.ts';
import { uniqueKey } from '../../api/unique-key.ts';
import { useDraft } from '../../api/use-draft.ts';
import { useWrite } from '../../api/writes.ts';
import { useWords } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../parts/Chips.tsx';
import { Empty } from '../../ui/Empty.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import type { FilingFile } from '../new-petition/filing-files.ts';
import { DeliveryProblem } from './DeliveryProblem.tsx';
import { PageFiles } from './PageFiles.tsx';
import { PileParts } from './PileParts.tsx';

type Pile = Piles['items'][number];
const again_ms = 1_500;
const emptyPile = () => ({ pile_id: uniqueKey(), files: [] as readonly FilingFile[] });

/** Many letters scanned in one go, split by the cover sheets between them: looked at first, then bound. */
export function ScanPiles() {
  const { t } = useWords();
  const [opened, setOpened] = useState<string | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['scan-piles'],
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      call('list_scan_piles', { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page): string | null => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isGoingOn)) ? again_ms : false,
  });
  const [newest] = list.data?.pages ?? [];
  if (list.isPending) return <Waiting />;
  if (newest === undefined) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <p className="soft">{t('console.letters.pile.help')}</p>
      {!newest.reads_pdf && <p className="notice">{t('console.letters.pile.no_pdf')}</p>}
      {!newest.reads_words && <p className="notice">{t('console.letters.pile.no_words')}</p>}
      <NewPile onBegun={setOpened} />
      <section className="stack" aria-labelledby="piles-title">
        <h2 id="piles-title">{t('console.letters.pile.list')}</h2>
        {items.length === 0 && <Empty icon="file" title={t('console.letters.pile.none')} />}
        <ul className="paper-replies">
          {items.map((pile) => (
            <PileCard
              key={pile.id}
              {...{ pile, isOpen: pile.id === opened }}
              onToggle={() => setOpened(pile.id === opened ? null : pile.id)}
            />
          ))}
        </ul>
        {list.hasNextPage && (
          <p>
            <Button isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t('console.interactions.more')}
            </Button>
          </p>
        )}
      </section>
    </>
  );
}

const isGoingOn = ({ state }: Pick<Pile, 'state'>): boolean => state === 'reading' || state === 'binding';

/**
 * What is chosen survives a reload, and a pile sent twice is read once. Where its first sending had arrived without what
 * was added since, that alone is left for another pile.
 */
function NewPile({ onBegun }: { onBegun: (id: string) => void }) {
  const { t } = useWords();
  const { data: catalogue } = useQuery(catalogueQuery);
  const [empty] = useState(emptyPile);
  const draft = useDraft('pile', empty);
  const client = useQueryClient();
  const begin = useWrite('begin_scan_pile', {
    refresh: [['scan-piles']],
    done: ({ pile_id }) => {
      draft.clear(emptyPile());
      onBegun(pile_id);
    },
    failed: ({ code, details }) => {
      if (code !== 'pile_begun_otherwise') return true;
      const taken = String(details['taken']).split(' ');
      const files = draft.latest.current.files.filter(({ id }) => !taken.includes(id));
      draft.change({ pile_id: uniqueKey(), files });
      void client.invalidateQueries({ queryKey: ['scan-piles'] });
      return true;
    },
  });
  if (catalogue === undefined) return null;
  const { pile_id, files } = draft.value;
  return (
    <form
      className="stack new-pile"
      onSubmit={(event) => {
        event.preventDefault();
        if (files.length > 0) begin.mutate({ body: { pile_id, file_ids: files.map(({ id }) => id) } });
      }}
    >
      <PageFiles
        {...{ files, maxBytes: catalogue.photos.max_bytes, help: t('console.letters.pile.files_help') }}
        latest={() => draft.latest.current.files}
        onChange={(chosen) => draft.change({ pile_id, files: chosen })}
      />
      <DeliveryProblem error={begin.error} />
      {files.length > 0 && (
        <p>
          <Button type="submit" look="primary" icon="search" isBusy={begin.isPending}>
            {t('console.letters.pile.begin')}
          </Button>
        </p>
      )}
    </form>
  );
}

const tones = { reading: 'paused', read: 'soon', failed: 'late', binding: 'paused', bound: 'done' } as const;
const icons = { reading: 'clock', read: 'note', failed: 'late', binding: 'clock', bound: 'check' } as const;

function PileCard({ pile, isOpen, onToggle }: { pile: Pile; isOpen: boolean; onToggle: () => void }) {
  const { t, count, manner } = useWords();
  const isReady = pile.state === 'read' || pile.state === 'bound';
  return (
    <li className="paper-reply stack" data-testid="pile">
      <div className="row">
        <strong className="grow">
          {t('console.letters.pile.by', { at: shortInstant(pile.uploaded_at, manner), by: pile.by })}
        </strong>
        {pile.pages > 0 && (
          <span className="soft small">{count('console.letters.pile.pages', pile.pages)}</span>
        )}
        <Chip tone={tones[pile.state]} icon={icons[pile.state]}>
          {t(`console.letters.pile.state.${pile.state}`)}
        </Chip>
        {isReady && (
          <Button aria-expanded={isOpen} onClick={onToggle}>
            {t(isOpen ? 'console.letters.pile.close' : 'console.letters.pile.open')}
          </Button>
        )}
      </div>
      {isGoingOn(pile) && (
        <progress
          max={100}
          value={pile.progress}
          aria-label={t('console.letters.pile.progress', { percent: pile.progress })}
        />
      )}
      {pile.problem !== null && <p>{t(`console.letters.pile.problem.${pile.problem}`)}</p>}
      {pile.bound > 0 && <p className="soft small">{count('console.letters.pile.bound', pile.bound)}</p>}
      {pile.undone_at !== null && pile.state === 'read' && (
        <p className="soft small">
          {t('console.letters.pile.undone', { at: shortInstant(pile.undone_at, manner) })}
        </p>
      )}
      {isOpen && isReady && <PileParts key={pile.state} {...{ pile_id: pile.id, state: pile.state }} />}
    </li>
  );
}
