import { sql, type RawBuilder } from 'kysely';
import { cubed, type CellKey, type CubeKey } from '../../core/statistics/cells.ts';

/** One of the two tables of counts: what its rows are found by, in the order in which keys are written and indexed. */
export interface Shelf<Key extends string> {
  readonly table: RawBuilder<unknown>;
  readonly key: readonly string[];
  readonly of: (row: Readonly<Record<string, unknown>>) => Key;
}

const shelf = <Key extends string>(table: string, key: readonly string[]): Shelf<Key> => ({
  ...{ table: sql.table(table), key },
  of: (row) => key.map((name) => row[name]).join('/') as Key,
});

export const cellShelf = shelf<CellKey>('statistics_cells', ['grain', 'a', 'b', 'at']);
export const cubeShelf = shelf<CubeKey>('statistics_cube', ['grain', ...cubed, 'at']);
