import { sql, type RawBuilder } from 'kysely';
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
import type { Shelf } from './shelves.ts';

/** What is counted in a cell, as it is kept: a histogram is a row of pairs. */
export type CountedColumns = Readonly<Record<Measure, number> & Record<HistogramName, readonly number[]>>;

type CountedRow = CountedColumns & Readonly<Record<string, unknown>>;

/** Adds what a row counts to a tally. */
export function addRow(tally: Tally, row: CountedColumns): void {
  for (const name of measures) tally.counts[name] += row[name];
  for (const name of histograms) addPairs(tally[name], row[name]);
}

/**
 * Moves counts by differences. They are read, added to and written back, since there is one writer alone; what counts
 * nothing any more goes.
 * @returns whether any moved
 */
export async function moveCounts<Key extends string>(
  tx: Tx,
  shelf: Shelf<Key>,
  differences: ReadonlyMap<Key, Tally>,
): Promise<boolean> {
  const moved = [...differences].filter(([, difference]) => !isNothing(difference));
  if (moved.length === 0) return false;
  const cells = await readCounts(
    tx,
    shelf,
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
  await writeCounts(tx, shelf, kept);
  if (gone.length > 0) {
    const keys = gone.map(([key]) => key);
    await sql`delete from ${shelf.table} c using ${keysOf(shelf, keys)} where ${isKey(shelf)}`.execute(tx);
  }
  return true;
}

const partsOf = ({ key: names }: Shelf<string>, key: string) => {
  const parts = key.split('/');
  return Object.fromEntries(names.map((name, at) => [name, name === 'at' ? parts[at] : Number(parts[at])]));
};

function keysOf(shelf: Shelf<string>, keys: readonly string[]): RawBuilder<unknown> {
  const columns = shelf.key.map((name) => `${name} ${types[name] ?? 'integer'}`).join(', ');
  const rows = JSON.stringify(keys.map((key) => partsOf(shelf, key)));
  return sql`jsonb_to_recordset(${rows}::jsonb) as k (${sql.raw(columns)})`;
}

const types: Readonly<Record<string, string>> = { grain: 'smallint', at: 'date' };

const isKey = ({ key }: Shelf<string>): RawBuilder<unknown> =>
  sql.raw(`(${key.map((name) => `c.${name}`).join(', ')}) = (${key.map((name) => `k.${name}`).join(', ')})`);

async function readCounts<Key extends string>(
  tx: Tx,
  shelf: Shelf<Key>,
  keys: readonly Key[],
): Promise<Map<Key, Tally>> {
  const { rows } = await sql<CountedRow>`select c.* from ${keysOf(shelf, keys)}
    join ${shelf.table} c on ${isKey(shelf)}`.execute(tx);
  return new Map(
    rows.map((row) => {
      const tally = emptyTally();
      addRow(tally, row);
      return [shelf.of(row), tally];
    }),
  );
}

const columns = [...measures, ...histograms];
const assignments = sql.raw(columns.map((name) => `${name} = excluded.${name}`).join(', '));

async function writeCounts<Key extends string>(
  tx: Tx,
  shelf: Shelf<Key>,
  cells: readonly (readonly [Key, Tally])[],
): Promise<void> {
  const rows = cells.map(([key, { counts, ...rest }]) => ({
    ...partsOf(shelf, key),
    ...counts,
    ...Object.fromEntries(histograms.map((name) => [name, toPairs(rest[name])])),
  }));
  await sql`insert into ${shelf.table}
    select * from jsonb_populate_recordset(null::${shelf.table}, ${JSON.stringify(rows)}::jsonb)
    on conflict (${sql.raw(shelf.key.join(', '))}) do update set ${assignments}`.execute(tx);
}
