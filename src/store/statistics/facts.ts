import { sql } from 'kysely';
import { addToCells, type CellKey, type KeyedFact } from '../../core/statistics/cells.ts';
import type { Tx } from '../database.ts';

/** A fact as it is kept, with what no count is made of. */
export interface StoredFact extends KeyedFact {
  readonly petition_id: string;
  readonly version: number;
  readonly filing_authority: number;
  readonly due_at: string | null;
  readonly reopened: number;
  readonly outcome_class: string | null;
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
    returning *`.execute(tx);
  const cells = new Map<CellKey, number>();
  for (const row of old.rows) addToCells(cells, keyed(row), -1);
  for (const fact of facts) addToCells(cells, fact, 1);
  const rows = JSON.stringify(facts.map(({ keys, ...rest }) => ({ ...rest, ...keys })));
  await sql`insert into petition_facts
    select * from jsonb_populate_recordset(null::petition_facts, ${rows}::jsonb)`.execute(tx);
  return moveCells(tx, cells);
}

function keyed(row: Row): KeyedFact {
  const { city, authority, unit, service, kind, channel, borough, neighbourhood } = row;
  return { ...row, keys: { city, authority, unit, service, kind, channel, borough, neighbourhood } };
}

async function moveCells(tx: Tx, cells: ReadonlyMap<CellKey, number>): Promise<boolean> {
  const moved = [...cells].filter(([, n]) => n !== 0);
  if (moved.length === 0) return false;
  // In the order of the index, so that neighbours are written together.
  const parts = moved.map(([key, n]) => [...key.split('/'), String(n)]);
  const column = (index: number) => parts.map((part) => part[index]!);
  const [grain, a, b, at, measure, days, n] = [0, 1, 2, 3, 4, 5, 6].map(column);
  const given = sql`select * from unnest(${grain}::smallint[], ${a}::integer[], ${b}::integer[], ${at}::date[],
    ${measure}::smallint[], ${days}::smallint[], ${n}::integer[]) as u (grain, a, b, at, measure, days, n)
    order by b, a, grain, at, measure, days`;
  await sql`insert into statistics_cells as c (grain, a, b, at, measure, days, n) ${given}
    on conflict (b, a, grain, at, measure, days) do update set n = c.n + excluded.n`.execute(tx);
  const less = moved.some(([, count]) => count < 0);
  if (less)
    await sql`delete from statistics_cells c using (${given}) u
      where c.n = 0 and (c.b, c.a, c.grain, c.at, c.measure, c.days) = (u.b, u.a, u.grain, u.at, u.measure, u.days)`.execute(
      tx,
    );
  return true;
}
