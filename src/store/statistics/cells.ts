import { sql } from 'kysely';
import type { CellKey } from '../../core/statistics/cells.ts';
import {
  addPairs,
  addTally,
  emptyTally,
  histograms,
  isNothing,
  measures,
  toPairs,
  type HistogramName,
  type Measure,
  type Tally,
} from '../../core/statistics/tally.ts';
import type { Tx } from '../database.ts';

/** What is counted in a cell, as it is kept: a histogram is a row of pairs. */
export type CountedColumns = Readonly<Record<Measure, number> & Record<HistogramName, readonly number[]>>;

interface CellRow extends CountedColumns {
  readonly grain: number;
  readonly a: number;
  readonly b: number;
  readonly at: string;
}

/** Adds what a row counts to a tally. */
export function addRow(tally: Tally, row: CountedColumns): void {
  for (const name of measures) tally.counts[name] += row[name];
  for (const name of histograms) addPairs(tally[name], row[name]);
}

/**
 * Moves cells by differences. They are read, added to and written back, since there is one writer alone; a cell that
 * counts nothing any more goes.
 * @returns whether any moved
 */
export async function moveCells(tx: Tx, differences: ReadonlyMap<CellKey, Tally>): Promise<boolean> {
  const moved = [...differences].filter(([, difference]) => !isNothing(difference));
  if (moved.length === 0) return false;
  const cells = await readCells(
    tx,
    moved.map(([key]) => key),
  );
  for (const [key, difference] of moved) {
    const cell = cells.get(key) ?? emptyTally();
    cells.set(key, cell);
    addTally(cell, difference);
  }
  const [gone, kept] = [
    [...cells].filter(([, cell]) => isNothing(cell)),
    [...cells].filter(([, cell]) => !isNothing(cell)),
  ];
  await writeCells(tx, kept);
  if (gone.length > 0)
    await sql`delete from statistics_cells c using ${keysOf(gone.map(([key]) => key))}
      where (c.b, c.a, c.grain, c.at) = (k.b, k.a, k.grain, k.at)`.execute(tx);
  return true;
}

const partsOf = (key: CellKey) => {
  const [grain, a, b, at] = key.split('/');
  return { grain: Number(grain), a: Number(a), b: Number(b), at: at! };
};

const keysOf = (keys: readonly CellKey[]) =>
  sql`jsonb_to_recordset(${JSON.stringify(keys.map(partsOf))}::jsonb) as k (grain smallint, a integer, b integer, at date)`;

async function readCells(tx: Tx, keys: readonly CellKey[]): Promise<Map<CellKey, Tally>> {
  const { rows } = await sql<CellRow>`select c.* from ${keysOf(keys)}
    join statistics_cells c on (c.b, c.a, c.grain, c.at) = (k.b, k.a, k.grain, k.at)`.execute(tx);
  return new Map(
    rows.map((row) => {
      const tally = emptyTally();
      addRow(tally, row);
      return [`${row.grain}/${row.a}/${row.b}/${row.at}` as CellKey, tally];
    }),
  );
}

const columns = [...measures, ...histograms];
const assignments = sql.raw(columns.map((name) => `${name} = excluded.${name}`).join(', '));

async function writeCells(tx: Tx, cells: readonly (readonly [CellKey, Tally])[]): Promise<void> {
  const rows = cells.map(([key, { counts, ...rest }]) => ({
    ...partsOf(key),
    ...counts,
    ...Object.fromEntries(histograms.map((name) => [name, toPairs(rest[name])])),
  }));
  await sql`insert into statistics_cells
    select * from jsonb_populate_recordset(null::statistics_cells, ${JSON.stringify(rows)}::jsonb)
    on conflict (b, a, grain, at) do update set ${assignments}`.execute(tx);
}
