import { foldHistory } from '../../core/petitions/history.ts';
import type { PetitionEvent } from '../../core/petitions/events.ts';
import { hashOfEvent, type HashedFields } from '../../store/petition-history.ts';
import { projectedColumns, type PetitionRow } from '../../store/petitions.ts';

export type ProblemKind =
  /** The row does not have the hash that its contents give: it was altered. */
  | 'event_altered'
  /** The row does not follow the one before it: one was altered, removed or put in between. */
  | 'chain_broken'
  /** A petition without history, or one that does not begin with its filing. */
  | 'history_unreadable'
  /** The petition's columns say something else than its history. */
  | 'column_differs'
  /** A sealed event is no longer there. */
  | 'event_deleted'
  /** A seal's root is not the one its events give. */
  | 'seal_differs'
  /** A seal is missing from its authority's row, or does not follow the one before it. */
  | 'seal_chain_broken'
  /** A root that was noted elsewhere is not the one kept here. */
  | 'noted_root_differs';

export interface HistoryProblem {
  readonly kind: ProblemKind;
  readonly folio?: string;
  readonly event_id?: string;
  readonly seq?: number;
  readonly type?: string;
  readonly column?: string;
  readonly authority?: string;
  readonly seal?: number;
}

export type EventRow = HashedFields & { readonly hash: Buffer };

/** What is wrong with one petition's history, first bad row first; a broken chain is not folded. */
export function problemsOfHistory(petition: PetitionRow, rows: readonly EventRow[]): HistoryProblem[] {
  const { folio } = petition;
  const bad = firstBadRow(rows);
  if (bad !== null) return [{ folio, ...bad }];
  const events = rows.map(({ type, audience, payload }) => ({ type, audience, payload }) as PetitionEvent);
  try {
    const expected = Object.entries(projectedColumns(foldHistory(events)));
    return expected
      .filter(([column, value]) => !same(petition[column as keyof PetitionRow], value))
      .map(([column]) => ({ kind: 'column_differs', folio, column }));
  } catch {
    return [{ kind: 'history_unreadable', folio }];
  }
}

function firstBadRow(rows: readonly EventRow[]): Omit<HistoryProblem, 'folio'> | null {
  let previous: Buffer | null = null;
  for (const [index, row] of rows.entries()) {
    const named = { event_id: row.id, seq: row.seq, type: row.type };
    const follows = row.seq === index + 1 && same(row.previous_hash, previous);
    if (!follows) return { kind: 'chain_broken', ...named };
    const { hash, ...told } = row;
    if (!hashOfEvent(told).equals(hash)) return { kind: 'event_altered', ...named };
    previous = hash;
  }
  return null;
}

const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
