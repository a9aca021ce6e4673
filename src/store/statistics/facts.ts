import { sql } from 'kysely';
import { addToCells, noCells, type KeyedFact } from '../../core/statistics/cells.ts';
import type { Tx } from '../database.ts';
import { moveCounts } from './cells.ts';
import { cellShelf, cubeShelf } from './shelves.ts';

/** A fact as it is kept, with what no count is made of. */
export interface StoredFact extends KeyedFact {
  readonly petition_id: string;
  readonly version: number;
  readonly filing_authority: number;
  readonly due_at: string | null;
  readonly reopened: number;
  readonly outcome_class: string | null;
  /** The point that the public is given; null where it is given none. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly precision_m: number | null;
}

type Row = Omit<StoredFact, 'keys'> & StoredFact['keys'];

/**
 * Puts facts in the place of those that these petitions had, and moves the counts by the difference: what the old one
 * added is taken out, what the new one adds is put in. A petition without a new fact (its history is damaged) loses its
 * own. Whoever calls holds the lock of the statistics.
 * @returns whether any count moved
 */
export async function replaceFacts(
  tx: Tx,
  petition_ids: readonly string[],
  facts: readonly StoredFact[],
): Promise<boolean> {
  const old = await sql<Row>`delete from petition_facts where petition_id = any(${[...petition_ids]}::uuid[])
    returning *, overdue::text[] as overdue`.execute(tx);
  const cells = noCells();
  for (const row of old.rows) addToCells(cells, keyed(row), -1);
  for (const fact of facts) addToCells(cells, fact, 1);
  const rows = JSON.stringify(facts.map(({ keys, ...rest }) => ({ ...rest, ...keys })));
  await sql`insert into petition_facts
    select * from jsonb_populate_recordset(null::petition_facts, ${rows}::jsonb)`.execute(tx);
  const isMoved = await moveCounts(tx, cellShelf, cells.cells);
  await moveCounts(tx, cubeShelf, cells.cube);
  return isMoved;
}

function keyed(row: Row): KeyedFact {
  const { city, authority, unit, service, kind, channel, borough, neighbourhood } = row;
  return { ...row, keys: { city, authority, unit, service, kind, channel, borough, neighbourhood } };
}
