import { sql, type SqlBool } from 'kysely';
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
  readonly next_mark_at: string | null;
}

export async function readLedger(reader: Reader, petition_id: string): Promise<Ledger> {
  const rows = await reader
    .selectFrom('clock_entries')
    .select(['clock', 'entry'])
    .where('petition_id', '=', petition_id)
    .orderBy('seq')
    .execute();
  return ledgerOf(rows);
}

/** The ledgers of some petitions by their id; one without clocks is not in it. */
export async function readLedgers(
  reader: Reader,
  petition_ids: readonly string[],
): Promise<Map<string, Ledger>> {
  const rows = await reader
    .selectFrom('clock_entries')
    .select(['petition_id', 'clock', 'entry'])
    .where(sql<SqlBool>`petition_id = any(${[...petition_ids]}::uuid[])`)
    .orderBy('petition_id')
    .orderBy('seq')
    .execute();
  const own = Map.groupBy(rows, ({ petition_id }) => petition_id);
  return new Map([...own].map(([id, lines]) => [id, ledgerOf(lines)]));
}

function ledgerOf(rows: readonly { clock: string; entry: unknown }[]): Ledger {
  const ledger = new Map<ClockName, ClockEntry[]>();
  for (const row of rows) {
    const clock = row.clock as ClockName;
    const entries = ledger.get(clock) ?? [];
    ledger.set(clock, entries);
    entries.push(row.entry as ClockEntry);
  }
  return ledger;
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
  await tx.insertInto('clock_entries').values(rowsOfLines({ petition_id, lines, after })).execute();
}

/** Lines as they are stored. */
export function rowsOfLines(appended: { petition_id: string; lines: readonly LedgerLine[]; after: number }) {
  const { petition_id, lines, after } = appended;
  return lines.map(({ clock, entry }, index) => ({
    id: newId(),
    petition_id,
    seq: after + index + 1,
    clock,
    type: entry.type,
    at: entry.at,
    entry: JSON.stringify(entry),
  }));
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

/**
 * What the indexed columns say; `due_at` is the earliest of what the authority owes, `next_mark_at` the earliest end
 * that is not yet written down as missed.
 */
export function dueColumns(ledger: Ledger): DueColumns {
  const still_running: (string | null)[] = [];
  const due = (clock: ClockName): string | null => {
    const state = clockOf(ledger, clock);
    if (state === null || !isOpen(state)) return null;
    if (state.status === 'running') still_running.push(state.due_at);
    return state.due_at;
  };
  const [accept_due_at, reply_due_at, resolve_due_at] = [due('accept'), due('reply'), due('resolve')];
  const citizen_due_at = due('completion');
  return {
    ...{ accept_due_at, reply_due_at, resolve_due_at, citizen_due_at },
    due_at: earliest([accept_due_at, reply_due_at, resolve_due_at]),
    next_mark_at: earliest(still_running),
  };
}

const earliest = (instants: readonly (string | null)[]): string | null =>
  instants.filter((at) => at !== null).sort()[0] ?? null;
