import type { ClockEntry } from '../core/deadlines/clock-entries.ts';
import { foldClock, isOpen, type ClockState } from '../core/deadlines/clock.ts';
import type { ClockName } from '../core/deadlines/terms.ts';
import type { LedgerLine, Ledgers } from '../core/petitions/clock-effects.ts';
import type { Reader, Tx } from './database.ts';
import { newId } from './ids.ts';

export type Ledger = Ledgers;
export type { LedgerLine };

/** The columns that are projected from the ledgers; null where nothing is due now. */
export interface DueColumns {
  readonly accept_due_at: string | null;
  readonly reply_due_at: string | null;
  readonly resolve_due_at: string | null;
  readonly citizen_due_at: string | null;
  readonly due_at: string | null;
}

export async function readLedger(reader: Reader, petition_id: string): Promise<Ledger> {
  const rows = await reader
    .selectFrom('clock_entries')
    .select(['clock', 'entry'])
    .where('petition_id', '=', petition_id)
    .orderBy('seq')
    .execute();
  return withLines(
    new Map(),
    rows.map(({ clock, entry }) => ({ clock, entry: entry as unknown as ClockEntry })),
  );
}

/** The ledgers with more lines at their ends. */
export function withLines(ledger: Ledger, lines: readonly LedgerLine[]): Ledger {
  const next = new Map(ledger);
  for (const { clock, entry } of lines) next.set(clock, [...(next.get(clock) ?? []), entry]);
  return next;
}

/** Appends lines; `after` is how many the petition has already. The petition must be locked. */
export async function appendLines(
  tx: Tx,
  { petition_id, lines, after }: { petition_id: string; lines: readonly LedgerLine[]; after: number },
): Promise<void> {
  if (lines.length === 0) return;
  const rows = lines.map(({ clock, entry }, index) => ({
    id: newId(),
    petition_id,
    seq: after + index + 1,
    clock,
    type: entry.type,
    at: entry.at,
    entry: JSON.stringify(entry),
  }));
  await tx.insertInto('clock_entries').values(rows).execute();
}

export function lineCount(ledger: Ledger): number {
  let count = 0;
  for (const entries of ledger.values()) count += entries.length;
  return count;
}

/** The folded state of one clock, or null where the petition has none. */
export function clockOf(ledger: Ledger, clock: ClockName): ClockState | null {
  const entries = ledger.get(clock);
  return entries === undefined || entries.length === 0 ? null : foldClock(entries);
}

/** What the indexed columns say; `due_at` is the earliest of what the authority owes. */
export function dueColumns(ledger: Ledger): DueColumns {
  const due = (clock: ClockName): string | null => {
    const state = clockOf(ledger, clock);
    return state !== null && isOpen(state) ? state.due_at : null;
  };
  const [accept_due_at, reply_due_at, resolve_due_at] = [due('accept'), due('reply'), due('resolve')];
  const owed = [accept_due_at, reply_due_at, resolve_due_at].filter((at) => at !== null).sort();
  return {
    accept_due_at,
    reply_due_at,
    resolve_due_at,
    citizen_due_at: due('completion'),
    due_at: owed[0] ?? null,
  };
}
