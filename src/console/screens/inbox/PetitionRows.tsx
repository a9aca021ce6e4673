import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { shortInstant } from '../../../core/language/format.ts';
import type { PetitionRow } from '../../api.generated.ts';
import { useFresh } from '../../api/live.ts';
import { useWords } from '../../language/words.ts';
import { dayInWords } from '../../parts/due.ts';
import { DueChip, Flags, StageChip } from '../../parts/Chips.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Many } from './use-many.ts';
import { useSteadyRow } from './use-steady-row.ts';
import { useRowWindow } from './use-row-window.ts';

interface Props {
  readonly rows: readonly PetitionRow[];
  readonly at: string | null;
  /** Which list it is: another filter is another list. */
  readonly list: string;
  readonly many: Many;
  readonly isPaneShown: boolean;
  readonly isWaiting: boolean;
  readonly isLoadingMore: boolean;
  readonly more: (() => void) | null;
  readonly onAt: (id: string) => void;
}

/** The rows; more are read as the end comes near. Of a long list only those near the window are drawn. */
export function PetitionRows(props: Props) {
  const { rows, at, list, many, isPaneShown, isWaiting, isLoadingMore, more, onAt } = props;
  const { t, count } = useWords();
  const fresh = useFresh();
  const end = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const segments = useRowWindow(body, { ids: rows.map(({ id }) => id), at });
  const drawn = segments.map((one) => (one.kind === 'row' ? rows[one.index]?.id : '')).join();
  useSteadyRow(body, { list, drawn });
  useEffect(() => {
    if (end.current === null || more === null) return undefined;
    const watcher = new IntersectionObserver(([entry]) => entry?.isIntersecting && more(), {
      rootMargin: '600px',
    });
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [more]);
  if (isWaiting) return <Skeleton />;
  const areAllChosen = rows.length > 0 && rows.every(({ id }) => many.ids.has(id));
  return (
    <>
      <table className="rows" aria-rowcount={more === null ? rows.length + 1 : -1}>
        <caption className="visually-hidden">{t('console.inbox.caption')}</caption>
        <thead>
          <tr aria-rowindex={1}>
            <th className="cell-check">
              <input
                type="checkbox"
                aria-label={t('console.inbox.select_all')}
                checked={areAllChosen}
                onChange={() => (areAllChosen ? many.clear() : many.set(rows.map(({ id }) => id)))}
              />
            </th>
            <th className="cell-due">{t('console.inbox.column.due')}</th>
            <th className="cell-what">{t('console.inbox.column.what')}</th>
            <th className="cell-unit">{t('console.inbox.column.unit')}</th>
            <th className="cell-stage">{t('console.inbox.column.stage')}</th>
            <th className="cell-folio">{t('console.inbox.column.folio')}</th>
          </tr>
        </thead>
        <tbody ref={body}>
          {segments.map((segment) => {
            if (segment.kind === 'gap') {
              return (
                <tr key={`gap-${segment.first}`} className="row-gap" aria-hidden="true">
                  <td style={{ height: segment.height }}>…</td>
                </tr>
              );
            }
            const row = rows[segment.index]!;
            return (
              <Row
                key={row.id}
                {...{ row, many, isPaneShown, onAt, index: segment.index }}
                isAt={row.id === at}
                isFresh={fresh.has(row.id)}
              />
            );
          })}
        </tbody>
      </table>
      <div ref={end} className="rows-end">
        {more === null ? (
          <span className="soft small">{count('console.inbox.shown', rows.length)}</span>
        ) : (
          <Button look="quiet" isBusy={isLoadingMore} onClick={more}>
            {t('console.more')}
          </Button>
        )}
      </div>
    </>
  );
}

interface RowProps extends Pick<Props, 'many' | 'isPaneShown' | 'onAt'> {
  readonly row: PetitionRow;
  /** Its place in the whole list, from 0. */
  readonly index: number;
  readonly isAt: boolean;
  readonly isFresh: boolean;
}

function Row({ row, index, many, isPaneShown, onAt, isAt, isFresh }: RowProps) {
  const { t, manner } = useWords();
  const navigate = useNavigate();
  const isChosen = many.ids.has(row.id);
  return (
    <tr
      data-row={row.id}
      aria-rowindex={index + 2}
      className="row-line"
      data-at={isAt || undefined}
      data-chosen={isChosen || undefined}
      data-fresh={isFresh || undefined}
    >
      <td className="cell-check">
        <input
          type="checkbox"
          aria-label={t('console.inbox.select_one', { folio: row.folio })}
          checked={isChosen}
          onChange={() => many.toggle(row.id)}
        />
      </td>
      <td className="cell-due">
        <DueChip row={row} />
      </td>
      <td className="cell-what">
        <Link
          to="/petitions/$id"
          params={{ id: row.id }}
          search={{}}
          className="row-link"
          preload={false}
          onFocus={() => onAt(row.id)}
          onClick={(event) => {
            // Beside an open pane a click shows it there; Enter and a double click open it.
            if (!isPaneShown || event.detail !== 1 || event.metaKey || event.ctrlKey) return;
            event.preventDefault();
            onAt(row.id);
          }}
          onDoubleClick={() => void navigate({ to: '/petitions/$id', params: { id: row.id }, search: {} })}
        >
          {row.service.name}
        </Link>
        <Flags row={row} />
        <span className="row-words">{row.summary || row.address_text}</span>
      </td>
      <td className="cell-unit">
        <span className="clip">{row.unit.name}</span>
        <span className="clip soft small">{row.assignee?.name ?? t('console.unassigned')}</span>
      </td>
      <td className="cell-stage">
        <StageChip stage={row.stage} />
      </td>
      <td className="cell-folio">
        <span className="folio">{row.folio}</span>
        <time className="soft small" dateTime={row.received_at} title={shortInstant(row.received_at, manner)}>
          {dayInWords(row.filed_on, manner)}
          {row.zone && ` · ${row.zone.name}`}
        </time>
      </td>
    </tr>
  );
}

function Skeleton() {
  const { t } = useWords();
  return (
    <output className="rows-skeleton" aria-label={t('console.loading')}>
      {Array.from({ length: 12 }, (_, index) => (
        <span key={index} className="skeleton" />
      ))}
    </output>
  );
}
